import { Callback } from "@pulumi/pulumi/proto/callback_pb";
import {
  GetRootResourceRequest,
  GetRootResourceResponse,
  LogRequest,
  LogSeverity,
  RequirePulumiVersionRequest,
  RequirePulumiVersionResponse,
  SetRootResourceRequest,
  SetRootResourceResponse,
  StartDebuggingRequest,
} from "@pulumi/pulumi/proto/engine_pb";
import { CallResponse } from "@pulumi/pulumi/proto/provider_pb";
import {
  DeploymentInfo,
  ExistsResourceRequest,
  ExistsResourceResponse,
  ReadResourceRequest,
  ReadResourceResponse,
  RegisterErrorHookRequest,
  RegisterPackageRequest,
  RegisterPackageResponse,
  RegisterResourceHookRequest,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  RegisterResourceResponse,
  ResourceCallRequest,
  ResourceInvokeRequest,
  ResourceInvokeResponse,
  ResourceMonitorFeature,
  SupportsFeatureRequest,
  SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Message } from "google-protobuf";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Refusal, status } from "../../preload/channel.cjs";
import type { MessageClass } from "./message-class";
import type { Monitor } from "./monitor";
import type { Severity } from "./plan";
import { readPlace, readRegistration } from "./registration";
import { readStruct, writeStruct } from "./structs";
import { packageOf } from "./urn";
import { decodeProperties, encodeProperties, type PropertyMap } from "./value";

/** What the program learns about the deployment that it is part of. */
export interface Deployment {
  project: string;
  stack: string;
  organization: string;
  config: Record<string, string>;
  secretKeys: string[];
}

/** A method of the protocol: how a message is answered, and one as the array that it is in memory. */
export interface Method {
  answer(request: Message): Promise<Message>;
  answerArray(request: unknown): Promise<unknown>;
}

/** The methods of one service of the protocol, by name. */
export type Methods = { readonly [name: string]: Method };

/** Both services that a program speaks to, answered by `monitor`. */
export interface Services {
  readonly monitor: Methods;
  readonly engine: Methods;
}

export function createServices(monitor: Monitor, deployment: Deployment): Services {
  return { monitor: monitorMethods(monitor, deployment), engine: engineMethods(monitor) };
}

/** The method of this name, of either service. */
export function methodOf({ monitor, engine }: Services, name: string): Method {
  const found = monitor[name] ?? engine[name];
  if (found === undefined) throw new Refusal(status.UNIMPLEMENTED, `the preview has no method ${name}`);
  return found;
}

function monitorMethods(monitor: Monitor, deployment: Deployment) {
  return {
    getDeploymentInfo: method(Empty, () => {
      const info = new DeploymentInfo();
      info.setProject(deployment.project);
      info.setStack(deployment.stack);
      info.setOrganization(deployment.organization);
      for (const [key, value] of Object.entries(deployment.config)) info.getConfigMap().set(key, value);
      info.setConfigsecretkeysList(deployment.secretKeys);
      info.setDryrun(true);
      info.setSupportedfeaturesList(supportedFeatures.map(([, feature]) => feature));
      return info;
    }),
    supportsFeature: method(SupportsFeatureRequest, (request) => {
      const response = new SupportsFeatureResponse();
      response.setHassupport(supportedFeatures.some(([name]) => name === request.getId()));
      return response;
    }),
    registerResource: method(RegisterResourceRequest, async (request) => {
      const resource = await monitor.register(readRegistration(request), request.getTransformsList());
      const response = new RegisterResourceResponse();
      response.setUrn(resource.urn);
      response.setId(resource.id ?? "");
      response.setObject(encode(resource.custom || resource.remote ? resource.outputs : {}));
      return response;
    }),
    registerResourceOutputs: method(RegisterResourceOutputsRequest, (request) => {
      monitor.registerOutputs(request.getUrn(), decode(request.getOutputs()));
      return new Empty();
    }),
    readResource: method(ReadResourceRequest, (request) => {
      const resource = monitor.read({
        type: request.getType(),
        name: request.getName(),
        id: request.getId(),
        parent: request.getParent() || undefined,
        properties: decode(request.getProperties()),
        dependencies: request.getDependenciesList(),
        provider: request.getProvider(),
        request: {
          package: packageOf(request.getType()),
          version: request.getVersion(),
          pluginDownloadUrl: request.getPlugindownloadurl(),
        },
        additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
        place: readPlace(request.getSourceposition()),
      });
      const response = new ReadResourceResponse();
      response.setUrn(resource.urn);
      response.setProperties(encode(resource.outputs));
      return response;
    }),
    existsResource: method(ExistsResourceRequest, () => {
      const response = new ExistsResourceResponse();
      response.setUnknown(true);
      return response;
    }),
    invoke: method(ResourceInvokeRequest, async (request) => {
      const result = await monitor.invoke(request.getTok(), decode(request.getArgs()), request.getProvider());
      const response = new ResourceInvokeResponse();
      if (result === undefined) response.setUnknown(true);
      else response.setReturn(encode(result));
      return response;
    }),
    call: method(ResourceCallRequest, (request) => {
      const response = new CallResponse();
      response.setReturn(encode(monitor.call(request.getTok(), decode(request.getArgs())) ?? {}));
      return response;
    }),
    registerStackTransform: method(Callback, (callback) => {
      monitor.addStackTransform(callback);
      return new Empty();
    }),
    registerStackInvokeTransform: method(Callback, (callback) => {
      monitor.addInvokeTransform(callback);
      return new Empty();
    }),
    registerPackage: method(RegisterPackageRequest, (request) => {
      const parameters = request.getParameterization();
      const response = new RegisterPackageResponse();
      response.setRef(
        monitor.registerPackage({
          package: parameters?.getName() ?? request.getName(),
          version: parameters?.getVersion() ?? request.getVersion(),
          pluginDownloadUrl: request.getDownloadUrl(),
        }),
      );
      return response;
    }),
    registerResourceHook: method(RegisterResourceHookRequest, () => new Empty()),
    registerErrorHook: method(RegisterErrorHookRequest, () => new Empty()),
    signalAndWaitForShutdown: method(Empty, () => {
      monitor.finish();
      return new Empty();
    }),
  };
}

function engineMethods(monitor: Monitor) {
  return {
    log: method(LogRequest, (request) => {
      monitor.log({
        severity: severities[request.getSeverity()] ?? "info",
        message: request.getMessage(),
        urn: request.getUrn() || undefined,
      });
      return new Empty();
    }),
    getRootResource: method(GetRootResourceRequest, () => {
      const response = new GetRootResourceResponse();
      response.setUrn(monitor.root ?? "");
      return response;
    }),
    setRootResource: method(SetRootResourceRequest, () => new SetRootResourceResponse()),
    startDebugging: method(StartDebuggingRequest, () => new Empty()),
    requirePulumiVersion: method(RequirePulumiVersionRequest, () => new RequirePulumiVersionResponse()),
  };
}

/** Everything that the engine supports and that shows in a plan. */
const supportedFeatures: [name: string, feature: ResourceMonitorFeature][] = [
  ["secrets", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_SECRETS],
  ["resourceReferences", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES],
  ["outputValues", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES],
  ["aliasSpecs", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS],
  ["replacementTrigger", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_REPLACEMENT_TRIGGER],
  ["deletedWith", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_DELETED_WITH],
  ["replaceWith", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_REPLACE_WITH],
  ["transforms", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_TRANSFORMS],
  ["invokeTransforms", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_INVOKE_TRANSFORMS],
  ["parameterization", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_PARAMETERIZATION],
  ["resourceHooks", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS],
  ["errorHooks", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_ERROR_HOOKS],
  ["invokeDependsOn", ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_INVOKE_DEPENDS_ON],
];

const severities: Record<number, Severity> = {
  [LogSeverity.DEBUG]: "debug",
  [LogSeverity.INFO]: "info",
  [LogSeverity.WARNING]: "warning",
  [LogSeverity.ERROR]: "error",
};

function method<Request extends Message>(
  requests: MessageClass<Request>,
  handle: (request: Request) => Message | Promise<Message>,
): Method {
  return {
    // Another copy of the protocol may have made the message.
    answer: async (request) =>
      handle(request instanceof requests ? request : requests.deserializeBinary(request.serializeBinary())),
    answerArray: async (request) => (await handle(new requests(request))).toArray(),
  };
}

function encode(properties: PropertyMap): Struct {
  return writeStruct(encodeProperties(properties));
}

function decode(struct: Struct | undefined): PropertyMap {
  return decodeProperties(readStruct(struct)).properties;
}
