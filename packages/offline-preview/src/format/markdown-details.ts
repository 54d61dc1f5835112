import type { DocumentedChange, ResourceChange } from "../diff";
import { parseUrn } from "../engine/urn";
import type { Labels } from "../mock-outputs/labels";
import { noteOn, sourcesOf } from "./difference-text";
import { code, fenced, folded, shortened } from "./markdown-text";
import { document, laidOut } from "./text-layout";
import { shortType } from "./tree";
import { visible } from "./visible";

/** Longest value, and longest description of a resource, in characters. */
const longest = { value: 2_000, resource: 8_000 };

/** One changed resource whole, folded; nothing where its row in the table says it all. */
export function detailsOf({ operation, urn, after, properties }: ResourceChange, labels: Labels): string {
  const { name, type } = parseUrn(urn);
  const summary = `${operation} ${code(name)} ${code(shortType(type))}`;
  if (operation === "create") {
    const inputs = document(visible(after?.inputs ?? {}), labels);
    return inputs === "" ? "" : folded(summary, fenced(shortened(inputs, longest.resource), "yaml"));
  }
  if (properties.length === 0) return "";
  const lines = [...properties.map(lineOf), ...sourcesOf(properties).map((source) => `# ${source}`)].join(
    "\n",
  );
  return folded(summary, fenced(shortened(lines, longest.resource), "diff"));
}

function lineOf(change: DocumentedChange): string {
  const { path, before, after, secret } = change;
  const note = noteOn(change);
  if (secret) return `! ${path}: [secret] changes${note}`;
  return [
    ...(before === undefined ? [] : [marked("-", path, before, after === undefined ? note : "")]),
    ...(after === undefined ? [] : [marked("+", path, after, note)]),
  ].join("\n");
}

function marked(mark: string, path: string, value: DocumentedChange["before"], note: string): string {
  const text = shortened(typeof value === "string" ? value : laidOut(value ?? null), longest.value);
  const [first = "", ...more] = text.split("\n");
  if (more.length === 0) return `${mark} ${path}: ${first}${note}`;
  return [`${mark} ${path}:${note}`, ...[first, ...more].map((line) => `${mark}   ${line}`)].join("\n");
}
