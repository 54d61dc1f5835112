import { createUrn, providedPackage, type StackName } from "./urn";
import { type PropertyMap, unknownId } from "./value";

/** Which plugin the program wants for a resource. */
export interface ProviderRequest {
  package: string;
  version: string;
  pluginDownloadUrl: string;
}

/** The provider that the engine makes itself for resources that name none, one for each version of a package. */
export function defaultProvider(at: StackName, request: ProviderRequest): string {
  const parts = ["default", ...request.version.split(/[.+-]/).filter(Boolean)];
  if (request.pluginDownloadUrl !== "")
    parts.push(request.pluginDownloadUrl.replace(/[^A-Za-z0-9_.-]/g, "_"));
  const urn = createUrn(at, undefined, `pulumi:providers:${request.package}`, parts.join("_"));
  return `${urn}::${unknownId}`;
}

/** URN of the provider that a reference (URN and id) names. */
export function providerUrn(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}

/** The inputs of an explicit provider as the engine keeps them: it writes the plugin's version among them. */
export function providerInputs(type: string, version: string, inputs: PropertyMap): PropertyMap {
  if (providedPackage(type) === undefined || version === "") return inputs;
  return { ...inputs, __internal: {}, version };
}
