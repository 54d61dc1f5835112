import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import {
  TransformInvokeRequest,
  TransformInvokeResponse,
  TransformRequest,
  TransformResourceOptions,
  TransformResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Callbacks } from "./callbacks";
import { type Registration, readTransformedOptions } from "./registration";
import { readStruct, writeStruct } from "./structs";
import { decodeProperties, encodeProperties, encodeWithDependencies, type PropertyMap } from "./value";

/** Asks the program to run the transforms that it registered. */
export class Transforms {
  constructor(private readonly callbacks: Callbacks) {}

  /** Runs `callbacks` over `registration` in their order, and changes it. */
  async apply(registration: Registration, own: Callback[], inherited: Callback[]): Promise<void> {
    for (const callback of [...own, ...inherited]) {
      const request = transformRequest(registration, own.length > 0);
      const changed = await this.callbacks.run(callback, request, TransformResponse);
      if (changed === undefined && own.length === 0) continue;
      const transformed = changed ?? request;
      const { properties, dependencies } = decodeProperties(readStruct(transformed.getProperties()));
      registration.properties = properties;
      const options = transformed.getOptions();
      if (options !== undefined) registration.options = readTransformedOptions(options);
      if (own.length > 0) {
        registration.propertyDependencies = dependencies;
        for (const urns of dependencies.values())
          for (const urn of urns) registration.options.dependencies.add(urn);
      }
    }
  }

  /** Runs `callbacks` over the arguments of an invoke. */
  async applyToInvoke(callbacks: Callback[], token: string, args: PropertyMap): Promise<PropertyMap> {
    let transformed = args;
    for (const callback of callbacks) {
      const request = new TransformInvokeRequest();
      request.setToken(token);
      request.setArgs(writeStruct(encodeProperties(transformed)));
      const response = await this.callbacks.run(callback, request, TransformInvokeResponse);
      if (response !== undefined) transformed = decodeProperties(readStruct(response.getArgs())).properties;
    }
    return transformed;
  }
}

function transformRequest(registration: Registration, withDependencies: boolean): TransformRequest {
  const { properties, propertyDependencies } = registration;
  const request = new TransformRequest();
  request.setType(registration.type);
  request.setName(registration.name);
  request.setCustom(registration.custom);
  request.setParent(registration.parent ?? "");
  request.setProperties(
    writeStruct(
      withDependencies
        ? encodeWithDependencies(properties, propertyDependencies)
        : encodeProperties(properties),
    ),
  );
  request.setOptions(writeOptions(registration.options));
  return request;
}

function writeOptions(options: Registration["options"]): TransformResourceOptions {
  const message = new TransformResourceOptions();
  message.setDependsOnList([...options.dependencies]);
  if (options.protect !== undefined) message.setProtect(options.protect);
  if (options.retainOnDelete !== undefined) message.setRetainOnDelete(options.retainOnDelete);
  if (options.deleteBeforeReplace !== undefined) message.setDeleteBeforeReplace(options.deleteBeforeReplace);
  message.setDeletedWith(options.deletedWith);
  message.setReplaceWithList(options.replaceWith);
  message.setIgnoreChangesList(options.ignoreChanges);
  message.setReplaceOnChangesList(options.replaceOnChanges);
  message.setHideDiffList(options.hideDiffs);
  message.setAdditionalSecretOutputsList(options.additionalSecretOutputs);
  message.setAliasesList(options.aliases);
  message.setCustomTimeouts(options.customTimeouts);
  message.setImport(options.importId);
  message.setProvider(options.provider);
  for (const [name, reference] of options.providers) message.getProvidersMap().set(name, reference);
  message.setVersion(options.version);
  message.setPluginDownloadUrl(options.pluginDownloadUrl);
  return message;
}
