import type { Place } from "../places/place";
import { aliasUrns } from "./aliases";
import type { PlannedResource } from "./plan";
import { defaultProvider, type ProviderRequest, providerInputs } from "./providers";
import { type Registration, readAlias, readTimeouts } from "./registration";
import { providedPackage, type StackName } from "./urn";
import type { PropertyMap } from "./value";

/** A resource that exists already and that the program reads. */
export interface Reading {
  type: string;
  name: string;
  id: string;
  parent?: string;
  properties: PropertyMap;
  dependencies: string[];
  provider: string;
  request: ProviderRequest;
  additionalSecretOutputs: string[];
  /** Where in the program. */
  place?: Place;
}

/** A resource as the program registers it, after all transforms; its outputs are still to come. */
export function registeredResource(
  at: StackName,
  registration: Registration,
  { urn, request, parent }: { urn: string; request: ProviderRequest; parent: PlannedResource | undefined },
): PlannedResource {
  const { type, name, custom, remote, options } = registration;
  const hasProvider = (custom && providedPackage(type) === undefined) || remote;
  return {
    urn,
    type,
    name,
    custom,
    remote,
    external: false,
    parent: registration.parent,
    inputs: providerInputs(type, request.version, registration.properties),
    outputs: {},
    dependencies: [...options.dependencies].sort(),
    propertyDependencies: sortedDependencies(registration.propertyDependencies),
    provider: hasProvider ? options.provider || defaultProvider(at, request) : undefined,
    providers: Object.fromEntries(options.providers),
    protect: options.protect ?? false,
    retainOnDelete: options.retainOnDelete ?? false,
    deleteBeforeReplace: options.deleteBeforeReplace,
    deletedWith: options.deletedWith || undefined,
    replaceWith: [...options.replaceWith].sort(),
    ignoreChanges: options.ignoreChanges,
    replaceOnChanges: options.replaceOnChanges,
    hideDiffs: options.hideDiffs,
    additionalSecretOutputs: options.additionalSecretOutputs,
    aliases: aliasUrns(
      at,
      { type, name, parent: registration.parent },
      options.aliases.map(readAlias),
      urn,
      parent?.aliases ?? [],
    ),
    customTimeouts: readTimeouts(options.customTimeouts),
    importId: options.importId || undefined,
    place: registration.place,
  };
}

/** A resource that exists already, as the program reads it; its outputs are still to come. */
export function readResource(
  at: StackName,
  reading: Reading,
  { urn, parent }: { urn: string; parent: string | undefined },
): PlannedResource {
  const { type, name, id } = reading;
  return {
    urn,
    type,
    name,
    custom: true,
    remote: false,
    external: true,
    parent,
    inputs: reading.properties,
    outputs: {},
    id,
    dependencies: [...reading.dependencies].sort(),
    propertyDependencies: {},
    provider: reading.provider || defaultProvider(at, reading.request),
    providers: {},
    protect: false,
    retainOnDelete: false,
    replaceWith: [],
    ignoreChanges: [],
    replaceOnChanges: [],
    hideDiffs: [],
    additionalSecretOutputs: reading.additionalSecretOutputs,
    aliases: [],
    place: reading.place,
  };
}

function sortedDependencies(dependencies: Map<string, Set<string>>): Record<string, string[]> {
  const names = [...dependencies.keys()].sort();
  return Object.fromEntries(names.map((name) => [name, [...(dependencies.get(name) ?? [])].sort()]));
}
