import { fileURLToPath } from "node:url";
import type { Alias as AliasMessage } from "@pulumi/pulumi/proto/alias_pb";
import type { RegisterResourceRequest, TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import type { SourcePosition } from "@pulumi/pulumi/proto/source_pb";
import type { Place } from "../places/place";
import type { Alias } from "./aliases";
import { readStruct } from "./structs";
import { decodeProperties, type PropertyMap } from "./value";

/** A resource as the program registers it, before and after transforms. */
export interface Registration {
  type: string;
  name: string;
  custom: boolean;
  remote: boolean;
  parent?: string;
  properties: PropertyMap;
  propertyDependencies: Map<string, Set<string>>;
  packageRef: string;
  options: Options;
  /** Where in the program. */
  place?: Place;
}

/** The resource options that a transform may change. */
export interface Options {
  dependencies: Set<string>;
  protect?: boolean;
  retainOnDelete?: boolean;
  deleteBeforeReplace?: boolean;
  deletedWith: string;
  replaceWith: string[];
  ignoreChanges: string[];
  replaceOnChanges: string[];
  hideDiffs: string[];
  additionalSecretOutputs: string[];
  aliases: AliasMessage[];
  customTimeouts?: RegisterResourceRequest.CustomTimeouts;
  importId: string;
  provider: string;
  providers: Map<string, string>;
  version: string;
  pluginDownloadUrl: string;
}

/** What the program says in `request`. */
export function readRegistration(request: RegisterResourceRequest): Registration {
  const { properties, dependencies } = decodeProperties(readStruct(request.getObject()));
  const declared = request.getPropertydependenciesMap();
  for (const [property, urns] of declared.entries()) {
    const known = dependencies.get(property) ?? new Set();
    for (const urn of urns.getUrnsList()) known.add(urn);
    dependencies.set(property, known);
  }
  const remote = request.getRemote();
  if (declared.getLength() === 0 && !remote) {
    for (const known of dependencies.values())
      for (const urn of request.getDependenciesList()) known.add(urn);
  }
  return {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    remote,
    parent: request.getParent() || undefined,
    properties,
    propertyDependencies: dependencies,
    packageRef: request.getPackageref(),
    place: readPlace(request.getSourceposition()),
    options: {
      dependencies: new Set(request.getDependenciesList()),
      protect: request.hasProtect() ? request.getProtect() : undefined,
      retainOnDelete: request.hasRetainondelete() ? request.getRetainondelete() : undefined,
      deleteBeforeReplace:
        request.getDeletebeforereplacedefined() || request.getDeletebeforereplace()
          ? request.getDeletebeforereplace()
          : undefined,
      deletedWith: request.getDeletedwith(),
      replaceWith: request.getReplaceWithList(),
      ignoreChanges: request.getIgnorechangesList(),
      replaceOnChanges: request.getReplaceonchangesList(),
      hideDiffs: request.getHidediffsList(),
      additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
      aliases: request.getAliasesList(),
      customTimeouts: request.getCustomtimeouts(),
      importId: request.getImportid(),
      provider: request.getProvider(),
      providers: new Map(request.getProvidersMap().entries()),
      version: request.getVersion(),
      pluginDownloadUrl: request.getPlugindownloadurl(),
    },
  };
}

/** A place that the program tells as a URL of a file. */
export function readPlace(position: SourcePosition | undefined): Place | undefined {
  const uri = position?.getUri() ?? "";
  if (position === undefined || !uri.startsWith("file:")) return undefined;
  return { file: fileURLToPath(uri), line: position.getLine(), column: position.getColumn() };
}

/** What a transform made of the options. */
export function readTransformedOptions(options: TransformResourceOptions): Options {
  return {
    dependencies: new Set(options.getDependsOnList()),
    protect: options.hasProtect() ? options.getProtect() : undefined,
    retainOnDelete: options.hasRetainOnDelete() ? options.getRetainOnDelete() : undefined,
    deleteBeforeReplace: options.hasDeleteBeforeReplace() ? options.getDeleteBeforeReplace() : undefined,
    deletedWith: options.getDeletedWith(),
    replaceWith: options.getReplaceWithList(),
    ignoreChanges: options.getIgnoreChangesList(),
    replaceOnChanges: options.getReplaceOnChangesList(),
    hideDiffs: options.getHideDiffList(),
    additionalSecretOutputs: options.getAdditionalSecretOutputsList(),
    aliases: options.getAliasesList(),
    customTimeouts: options.getCustomTimeouts(),
    importId: options.getImport(),
    provider: options.getProvider(),
    providers: new Map(options.getProvidersMap().entries()),
    version: options.getVersion(),
    pluginDownloadUrl: options.getPluginDownloadUrl(),
  };
}

/** The alias that the program describes in `message`. */
export function readAlias(message: AliasMessage): Alias {
  const spec = message.getSpec();
  if (spec === undefined) return { urn: message.getUrn() };
  return {
    name: spec.getName() || undefined,
    type: spec.getType() || undefined,
    project: spec.getProject() || undefined,
    stack: spec.getStack() || undefined,
    parent: spec.getParenturn() || undefined,
    noParent: spec.getNoparent(),
  };
}

/** Seconds of each operation that has a limit of its own, or nothing where none has. */
export function readTimeouts(
  timeouts: RegisterResourceRequest.CustomTimeouts | undefined,
): { create?: number; update?: number; delete?: number } | undefined {
  const given = {
    create: timeouts?.getCreate() || undefined,
    update: timeouts?.getUpdate() || undefined,
    delete: timeouts?.getDelete() || undefined,
  };
  const seconds = Object.entries(given).flatMap(([operation, duration]) =>
    duration === undefined ? [] : [[operation, secondsOf(duration)] as const],
  );
  return seconds.length === 0 ? undefined : Object.fromEntries(seconds);
}

/** Go's way to write a duration: 1h30m, 90s, 1500ms. */
function secondsOf(duration: string): number {
  const units: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(h|ms|us|µs|ns|m|s)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== duration) {
    throw new Error(`customTimeouts: "${duration}" is no duration; write it like 90s, 20m or 1h30m`);
  }
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ""] ?? 0), 0);
}
