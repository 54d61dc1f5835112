import type { DocumentedChange, ResourceChange } from "../diff";
import type { PlannedResource } from "../engine/plan";
import { parseUrn, shortType, stackType } from "../engine/urn";
import { operation } from "../format/plan-operations";
import { noteOn } from "../format/property-text";
import { type Place, pathFrom } from "../places/place";
import type { PlannedService } from "../preview-config";
import type { Report } from "../report";
import type { DrawnResources } from "./drawn-resources";
import { readableInputs } from "./readable";
import type { ChangeView, ResourceView } from "./view";

/** Every resource of the page. */
export function resourceViews(
  { labels, comparison }: Report,
  drawn: DrawnResources,
  root: string,
  services: readonly PlannedService[],
): ResourceView[] {
  const previousNames = new Map(comparison?.renames.map(({ base, head }) => [head.urn, base.name]));
  return drawn.all.map((resource) => {
    const change = drawn.changeOf(resource.urn);
    return {
      urn: resource.urn,
      name: resource.name,
      type: resource.type === stackType ? "Stack" : shortType(resource.type),
      isComponent: !resource.custom && !resource.remote,
      parent: drawn.indexOf(resource.parent),
      change: change?.operation,
      previousName: previousNames.get(resource.urn) ?? (change?.baseUrn && parseUrn(change.baseUrn).name),
      inputs: readableInputs(resource, labels),
      settings: settingsOf(services.find(({ urn }) => urn === resource.urn)),
      dependencies: [...new Set(resource.dependencies)].flatMap((urn) => drawn.indexOf(urn) ?? []),
      place: placeText(resource.place, root),
      marks: marksOf(resource),
      changes: change === undefined ? [] : changesOf(change),
    };
  });
}

function settingsOf(service: PlannedService | undefined): ResourceView["settings"] {
  if (service === undefined) return undefined;
  const { settings, environment = {} } = service;
  return {
    ...settings,
    ...(Object.keys(environment).length === 0 ? {} : { environment: { ...environment } }),
  };
}

/** A place as terminals and editors open it; nothing where it is outside of the checkout. */
export function placeText(place: Place | undefined, root: string): string | undefined {
  if (place === undefined) return undefined;
  const path = pathFrom(root, place.file);
  if (path.startsWith("../")) return undefined;
  return [path, place.line, ...(place.column === undefined ? [] : [place.column])].join(":");
}

function marksOf(resource: PlannedResource): string[] {
  const planned = operation(resource);
  return [
    planned === "create" ? "" : planned,
    resource.protect ? "protected" : "",
    resource.retainOnDelete ? "kept on delete" : "",
    resource.remote ? "children not shown" : "",
    resource.ignoreChanges.length > 0 ? `ignores changes of ${resource.ignoreChanges.join(", ")}` : "",
    resource.importId === undefined ? "" : `imports ${resource.importId}`,
  ].filter(Boolean);
}

function changesOf({ properties, images, consequences, operation }: ResourceChange): ChangeView[] {
  const isRevision = operation === "new revision";
  return [
    ...images.map((service) => ({ path: "image", note: `new image of ${service}`, follows: [] })),
    ...properties.map((change) => changeView(change, [], isRevision)),
    ...consequences.map((change) => changeView(change, change.follows, isRevision)),
  ];
}

/** Nothing is taken away for a new revision: that it is documented as a replacement would only frighten. */
function changeView(change: DocumentedChange, follows: string[], isRevision: boolean): ChangeView {
  const { path, base, head, secret, documented } = change;
  const { sentence, file, replaces } = documented;
  const isSaid = sentence !== undefined && replaces !== "no" && !isRevision;
  return {
    path,
    base: secret ? "[secret]" : base,
    head: secret ? "[another secret]" : head,
    note: isRevision ? "" : noteOn(change).slice(2, -1),
    source: isSaid ? `“${sentence}”${file === undefined ? "" : ` in ${file}`}` : undefined,
    follows,
  };
}
