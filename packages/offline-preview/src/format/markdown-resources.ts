import type { DocumentedChange, ResourceChange } from "../diff";
import type { Plan } from "../engine/plan";
import { parseUrn, shortType } from "../engine/urn";
import type { Labels } from "../mock-outputs/labels";
import type { Comparison, Report } from "../report";
import { code, fenced, fitting, folded, leftOut, plain, shortened, table } from "./markdown-text";
import { noteOn, sourcesOf } from "./property-text";
import { document, laidOut } from "./text-layout";
import { Titles } from "./titles";
import { visible } from "./visible";

/** Most characters of a value, of a resource's description and of the table. */
const sizeLimits = { value: 2_000, resource: 8_000, table: 14_000 };
/** What people must see stands first, and is left out last. */
const severity = { delete: 5, replace: 4, "new revision": 3, update: 2, create: 1, move: 0 };
const signs = { create: "+", delete: "−", update: "~", "new revision": "+~", replace: "±", move: "»" };

/** Without anything to compare with: what the stack consists of. */
export function plannedResources({ resources }: Plan): string[] {
  const rows = resources.map(({ name, type, protect }) => [
    code(name),
    code(shortType(type)),
    protect ? "protected" : "",
  ]);
  return [folded("Resources", fittingTable(["resource", "type", ""], rows, "resources"))];
}

/** Every resource that changes, gravest first. */
export function resourceTable({ changes, renames }: Comparison): string[] {
  if (changes.length === 0) return [];
  const titles = new Titles(changes);
  const bySeverity = [...changes].sort((a, b) => severity[b.operation] - severity[a.operation]);
  const counterparts = new Map(
    renames.flatMap(({ base, head }) => [
      [base.urn, `is ${head.name} now`],
      [head.urn, `was ${base.name}`],
    ]),
  );
  const rows = bySeverity.map((change) => row(change, titles, counterparts.get(change.urn)));
  const count = `${changes.length} resource${changes.length === 1 ? " changes" : "s change"}`;
  return [folded(count, fittingTable(["", "resource", "type", "what changes"], rows, "changed resources"))];
}

function row(change: ResourceChange, titles: Titles, counterpart: string | undefined): string[] {
  const { operation, baseUrn, properties, images, consequences } = change;
  const { name, type, component } = titles.of(change);
  const replacing = new Set(
    properties.filter(({ documented }) => documented.replaces === "yes").map(({ keys }) => keys[0] ?? ""),
  );
  const names = [...new Set(properties.map(({ keys }) => keys[0] ?? ""))];
  const follows = [...new Set(consequences.flatMap((each) => each.follows))];
  const what = [
    ...names.map((each) =>
      replacing.has(each) && operation === "replace" ? `${code(each)} replaces it` : code(each),
    ),
    ...images.map((image) => `image of ${plain(image)}`),
    ...(follows.length === 0 ? [] : [`follows ${follows.map(code).join(", ")}`]),
    ...(baseUrn === undefined ? [] : [`was ${code(parseUrn(baseUrn).name)}`]),
    ...(counterpart === undefined ? [] : [plain(counterpart)]),
  ];
  const title = component === undefined ? code(name) : `${code(name)} of ${plain(component)}`;
  return [`${signs[operation]} ${operation}`, title, code(type), what.join(", ")];
}

function fittingTable(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  what: string,
): string {
  const { shown, rest } = fitting(rows, sizeLimits.table, (cells) => cells.join(" | ").length + 5);
  return [table(heading, shown), ...leftOut(rest, what)].join("\n\n");
}

/** Changed resources whole, each folded, as far as there is room. */
export function resourceDetails(
  { labels }: Report,
  { changes, renames }: Comparison,
  room: number,
): string[] {
  const renamed = new Set(renames.flatMap(({ base, head }) => [base.urn, head.urn]));
  const shownChanges = changes.filter(({ urn }) => !renamed.has(urn));
  // What changes is harder to see than what is new.
  const order = [
    ...shownChanges.filter(({ head, base }) => head && base),
    ...shownChanges.filter(({ base }) => !base),
  ];
  const details = order.map((change) => detailsOf(change, labels)).filter((text) => text !== "");
  const { shown, rest } = fitting(details, room - 200, (text) => text.length + 2);
  return [...shown, ...leftOut(rest, "resources' details")];
}

/** One changed resource whole, folded; nothing where its row in the table says it all. */
function detailsOf({ operation, urn, head, properties }: ResourceChange, labels: Labels): string {
  const { name, type } = parseUrn(urn);
  const summary = `${operation} ${code(name)} ${code(shortType(type))}`;
  if (operation === "create") {
    const inputs = document(visible(head?.inputs ?? {}), labels);
    return inputs === "" ? "" : folded(summary, fenced(shortened(inputs, sizeLimits.resource), "yaml"));
  }
  if (properties.length === 0) return "";
  const isRevision = operation === "new revision";
  const sources = sourcesOf(isRevision ? [] : properties).map((source) => `# ${source}`);
  const changed = properties.map((change) => lineOf(change, isRevision ? "" : noteOn(change)));
  const lines = [...changed, ...sources].join("\n");
  return folded(summary, fenced(shortened(lines, sizeLimits.resource), "diff"));
}

function lineOf({ path, base, head, secret }: DocumentedChange, note: string): string {
  if (secret) return `! ${path}: [secret] changes${note}`;
  return [
    ...(base === undefined ? [] : [marked("-", path, base, head === undefined ? note : "")]),
    ...(head === undefined ? [] : [marked("+", path, head, note)]),
  ].join("\n");
}

function marked(mark: string, path: string, value: DocumentedChange["base"], note: string): string {
  const text = shortened(typeof value === "string" ? value : laidOut(value ?? null), sizeLimits.value);
  const [first = "", ...more] = text.split("\n");
  if (more.length === 0) return `${mark} ${path}: ${first}${note}`;
  return [`${mark} ${path}:${note}`, ...[first, ...more].map((line) => `${mark}   ${line}`)].join("\n");
}
