import type { Difference, DocumentedChange, PropertyChange, ResourceChange } from "../diff";
import { imageLine } from "../diff";
import type { PlannedResource } from "../engine/plan";
import type { Report } from "../report";
import { document, indent, laidOut, section } from "./text-layout";
import { type Colours, renderTree, type Sign, shortType } from "./tree";
import { visible } from "./visible";

/** Longer values get lines of their own. */
const longest = 100;
const signs = { create: "+", delete: "-", update: "~", replace: "+-", move: "»" };

/** What changes, for people: what is lost first, the tree of what changes, each change in full. */
export function differenceParagraphs(
  { plan, labels }: Report,
  difference: Difference,
  colours: Colours,
): string[] {
  const { against, changes, images, outputs, warnings, notes } = difference;
  const paint = painters(colours);
  const shown = changes.map((change) => {
    const { operation, after, before } = change;
    const resource = after ?? before;
    const title = `${paint[operation](signs[operation])} ${colours.bold(resource?.name ?? "")}  ${colours.dim(shortType(resource?.type ?? ""))}`;
    const content = operation === "create" ? document(visible(after?.inputs ?? {}), labels) : linesOf(change);
    return content === "" ? "" : `${title}\n${indent(content)}`;
  });
  return [
    `Changes of ${plan.project}/${plan.stack} against ${against}, offline: ‹name.property› stands for what AWS decides.`,
    ...warnings.map((warning) => colours.bold(colours.red(`WARNING: ${warning}`))),
    ...(changes.length === 0
      ? []
      : [renderTree(changedTree(plan.resources, changes), colours, signsOf(changes, paint))]),
    ...shown.filter((text) => text !== ""),
    ...section("Images", images.map(imageLine).join("\n")),
    ...section("Changed outputs", outputs.map((change) => changeLine(change)).join("\n")),
    ...section("Not compared, or not as usual", notes.join("\n")),
  ];
}

/** A change in a line or, where its values have several lines, in more. */
export function changeLine(change: PropertyChange | DocumentedChange): string {
  const note = "documented" in change ? noteOn(change) : "";
  const { path, before, after, secret } = change;
  if (secret) return `${path}${note}: [secret] changes`;
  const [old, fresh] = [valueText(before), valueText(after)];
  if (before === undefined) return `${path}${note}: + ${fresh}`;
  if (after === undefined) return `${path}${note}: - ${old}`;
  return `${path}${note}: ${old} → ${fresh}`;
}

/** What is known about a replacement, in a word. */
export function noteOn({ documented, path }: DocumentedChange): string {
  if (path.startsWith("(")) return "";
  const notes = { yes: "replaces", perhaps: "may replace", "not documented": "replacement not documented" };
  return ` (${notes[documented.replaces]})`;
}

/** How it is known that changes replace a resource: a line for each sentence. */
export function sourcesOf(properties: DocumentedChange[]): string[] {
  const bySource = new Map<string, Set<string>>();
  for (const { documented, keys } of properties) {
    if (documented.sentence === undefined) continue;
    const source = `"${documented.sentence}"${documented.file === undefined ? "" : ` in ${documented.file}`}`;
    bySource.set(source, (bySource.get(source) ?? new Set()).add(keys[0] ?? ""));
  }
  return [...bySource].map(([source, names]) => `on ${[...names].join(", ")}: ${source}`);
}

/** A value in the line, or laid out below it where it is long. */
function valueText(value: PropertyChange["before"]): string {
  if (value === undefined) return "";
  const isPlain = typeof value === "string" && /^[\w‹/*][^\n]*$/.test(value);
  const line = isPlain ? value : JSON.stringify(value);
  return line.length <= longest ? line : `\n${indent(laidOut(value))}`;
}

function linesOf({ properties, formerUrn, images }: ResourceChange): string {
  return [
    ...(formerUrn === undefined ? [] : [`was ${formerUrn}`]),
    ...properties.map(changeLine),
    ...sourcesOf(properties),
    ...images.map((image) => `and names the new image of ${image}`),
  ].join("\n");
}

/** The resources that change, deleted ones among them, and the way to each from the root. */
function changedTree(present: PlannedResource[], changes: ResourceChange[]): PlannedResource[] {
  const currentUrn = new Map(
    changes.flatMap(({ formerUrn, urn }) => (formerUrn ? [[formerUrn, urn] as const] : [])),
  );
  const known = new Map(present.map((resource) => [resource.urn, resource]));
  const root = present[0];
  for (const { before, after } of changes) {
    if (after !== undefined || before === undefined) continue;
    const parent = before.parent && (currentUrn.get(before.parent) ?? before.parent);
    known.set(before.urn, { ...before, parent });
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
  changes: ResourceChange[],
  paint: ReturnType<typeof painters>,
): (resource: PlannedResource) => Sign {
  const byUrn = new Map(changes.map((change) => [change.urn, change]));
  return ({ urn }) => {
    const change = byUrn.get(urn);
    if (change === undefined) return { mark: "", paint: (text) => text, note: "" };
    const { operation, formerUrn, properties } = change;
    const names = [...new Set(properties.map(({ keys }) => keys[0] ?? ""))];
    const note = [names.join(", "), formerUrn === undefined ? "" : "moved"].filter(Boolean).join("; ");
    return { mark: signs[operation], paint: paint[operation], note: note && `[${note}]` };
  };
}

function painters({ green, red, yellow, magenta, cyan }: Colours) {
  return { create: green, delete: red, update: yellow, replace: magenta, move: cyan };
}
