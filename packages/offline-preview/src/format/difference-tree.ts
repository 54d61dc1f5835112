import type { Difference, ResourceChange } from "../diff";
import type { PlannedResource } from "../engine/plan";
import type { Colours, Page } from "./page";
import { renderTree, type Sign } from "./tree";

/** What stands before a resource that changes. */
export const signs = {
  create: "+",
  update: "~",
  "new revision": "+~",
  replace: "+-",
  delete: "-",
  move: "»",
} as const;

/** How each operation is painted. */
export function painters({ green, red, yellow, magenta, cyan }: Colours) {
  return { create: green, update: yellow, "new revision": yellow, replace: magenta, delete: red, move: cyan };
}

/** The tree of what changes, with the way to each resource from the root. A renamed resource is one line. */
export function differenceTree(
  resources: readonly PlannedResource[],
  { changes, renames }: Difference,
  page: Page,
): string {
  const hidden = new Set(renames.map(({ base }) => base.urn));
  const shown = changes.filter(({ urn }) => !hidden.has(urn));
  if (shown.length === 0) return "";
  const previousNames = new Map(renames.map(({ base, head }) => [head.urn, base.name]));
  return renderTree(changedResources(resources, shown), page, signsOf(shown, previousNames, page.colours));
}

/** The resources that change, deleted ones among them, and the ancestors of each. */
function changedResources(
  head: readonly PlannedResource[],
  changes: readonly ResourceChange[],
): PlannedResource[] {
  const moved = new Map(changes.flatMap(({ baseUrn, urn }) => (baseUrn ? [[baseUrn, urn] as const] : [])));
  const known = new Map(head.map((resource) => [resource.urn, resource]));
  const root = head[0];
  for (const { base, head } of changes) {
    if (head !== undefined || base === undefined) continue;
    known.set(base.urn, { ...base, parent: base.parent && (moved.get(base.parent) ?? base.parent) });
  }
  const shown = new Map<string, PlannedResource>();
  for (const { urn } of changes) {
    let resource = known.get(urn);
    while (resource !== undefined && !shown.has(resource.urn)) {
      const parent: PlannedResource | undefined =
        known.get(resource.parent ?? "") ?? (resource === root ? undefined : root);
      shown.set(resource.urn, { ...resource, parent: parent?.urn });
      resource = parent;
    }
  }
  return [...shown.values()];
}

function signsOf(
  changes: readonly ResourceChange[],
  previousNames: ReadonlyMap<string, string>,
  colours: Colours,
): (resource: PlannedResource) => Sign {
  const byUrn = new Map(changes.map((change) => [change.urn, change]));
  const paint = painters(colours);
  return ({ urn, custom }) => {
    const change = byUrn.get(urn);
    if (change === undefined) return { mark: "", paint: (text) => text, note: "" };
    const previousName = previousNames.get(urn);
    const operation = previousName === undefined ? change.operation : "replace";
    const notes = previousName === undefined ? notesOn(change) : custom ? [] : [`was ${previousName}`];
    return {
      mark: signs[operation],
      paint: paint[operation],
      note: notes.length === 0 ? "" : `[${notes.join("; ")}]`,
    };
  };
}

function notesOn({ baseUrn, properties, images, consequences }: ResourceChange): string[] {
  const names = [...new Set(properties.map(({ keys }) => keys[0] ?? ""))].join(", ");
  const follows = [...new Set(consequences.flatMap((each) => each.follows))].join(", ");
  return [
    names,
    images.length === 0 ? "" : "new image",
    follows && `follows ${follows}`,
    baseUrn === undefined ? "" : "moved",
  ].filter(Boolean);
}
