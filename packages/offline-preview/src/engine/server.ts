import type { ServerUnaryCall, sendUnaryData } from "@grpc/grpc-js";
import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import { EngineService, type IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import {
  GetRootResourceResponse,
  LogSeverity,
  RequirePulumiVersionResponse,
  SetRootResourceResponse,
} from "@pulumi/pulumi/proto/engine_pb";
import { CallResponse } from "@pulumi/pulumi/proto/provider_pb";
import { type IResourceMonitorServer, ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  DeploymentInfo,
  ExistsResourceResponse,
  ReadResourceResponse,
  RegisterPackageResponse,
  RegisterResourceResponse,
  ResourceInvokeResponse,
  ResourceMonitorFeature,
  SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Monitor } from "./monitor";
import type { Severity } from "./plan";
import { readPlace, readRegistration, readStruct } from "./registration";
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

/** Resources and invokes can be large: 400 MiB, as the SDK has it. */
const channelOptions = {
  "grpc.max_receive_message_length": 400 * 1024 * 1024,
  // Nobody asks gRPC for its own diagnosis.
  "grpc.enable_channelz": 0,
};

/** Both services that a program speaks to, answered by `monitor`. */
export function createServer(monitor: Monitor, deployment: Deployment): Server {
  const server = new Server(channelOptions);
  server.addService(ResourceMonitorService, monitorService(monitor, deployment));
  server.addService(EngineService, engineService(monitor));
  return server;
}

/** Lets `server` listen on this machine alone; returns its address. */
export function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve(`127.0.0.1:${port}`);
    });
  });
}

function monitorService(monitor: Monitor, deployment: Deployment): IResourceMonitorServer {
  return {
    getDeploymentInfo: answer(() => {
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
    supportsFeature: answer((request) => {
      const response = new SupportsFeatureResponse();
      response.setHassupport(supportedFeatures.some(([name]) => name === request.getId()));
      return response;
    }),
    registerResource: answer(async (request) => {
      const resource = await monitor.register(readRegistration(request), request.getTransformsList());
      const response = new RegisterResourceResponse();
      response.setUrn(resource.urn);
      response.setId(resource.id ?? "");
      response.setObject(encode(resource.custom || resource.remote ? resource.outputs : {}));
      return response;
    }),
    registerResourceOutputs: answer((request) => {
      monitor.registerOutputs(request.getUrn(), decode(request.getOutputs()));
      return new Empty();
    }),
    readResource: answer((request) => {
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
    existsResource: answer(() => {
      const response = new ExistsResourceResponse();
      response.setUnknown(true);
      return response;
    }),
    invoke: answer(async (request) => {
      const result = await monitor.invoke(request.getTok(), decode(request.getArgs()), request.getProvider());
      const response = new ResourceInvokeResponse();
      if (result === undefined) response.setUnknown(true);
      else response.setReturn(encode(result));
      return response;
    }),
    call: answer((request) => {
      const response = new CallResponse();
      response.setReturn(encode(monitor.call(request.getTok(), decode(request.getArgs())) ?? {}));
      return response;
    }),
    registerStackTransform: answer((callback) => {
      monitor.addStackTransform(callback);
      return new Empty();
    }),
    registerStackInvokeTransform: answer((callback) => {
      monitor.addInvokeTransform(callback);
      return new Empty();
    }),
    registerPackage: answer((request) => {
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
    registerResourceHook: answer(() => new Empty()),
    registerErrorHook: answer(() => new Empty()),
    signalAndWaitForShutdown: answer(() => {
      monitor.finish();
      return new Empty();
    }),
  };
}

function engineService(monitor: Monitor): IEngineServer {
  return {
    log: answer((request) => {
      monitor.log({
        severity: severities[request.getSeverity()] ?? "info",
        message: request.getMessage(),
        urn: request.getUrn() || undefined,
      });
      return new Empty();
    }),
    getRootResource: answer(() => {
      const response = new GetRootResourceResponse();
      response.setUrn(monitor.root ?? "");
      return response;
    }),
    setRootResource: answer(() => new SetRootResourceResponse()),
    startDebugging: answer(() => new Empty()),
    requirePulumiVersion: answer(() => new RequirePulumiVersionResponse()),
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

function answer<Request, Response>(handle: (request: Request) => Response | Promise<Response>) {
  return async (call: ServerUnaryCall<Request, Response>, reply: sendUnaryData<Response>): Promise<void> => {
    try {
      reply(null, await handle(call.request));
    } catch (error) {
      reply({ code: status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
    }
  };
}

function encode(properties: PropertyMap): Struct {
  return Struct.fromJavaScript(encodeProperties(properties));
}

function decode(struct: Struct | undefined): PropertyMap {
  return decodeProperties(readStruct(struct)).properties;
}
