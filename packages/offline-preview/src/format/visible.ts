import { Asset, ResourceReference, Secret, Unknown, type Value } from "../engine/value";
import type { Labels } from "../mock-outputs/labels";
import { hidden } from "../secrets";

/** A value that may be printed. */
export type Visible = null | boolean | number | string | Visible[] | { [property: string]: Visible };

/** What may be printed of `value`: secrets and unknown values are replaced, keys are sorted. */
export function visible(value: Value): Visible {
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Secret) return hidden;
  if (value instanceof Unknown) return "[unknown]";
  if (value instanceof ResourceReference) return value.urn;
  if (value instanceof Asset) return visible(value.content);
  if (Array.isArray(value)) return value.map(visible);
  return Object.fromEntries(sortedEntries(value).map(([key, inner]) => [key, visible(inner)]));
}

/** Paths of all texts in `value` that contain a mock output, such as `tags.Name` or `subnets[0]`. */
export function mockOutputPaths(value: Visible, labels: Labels, path = ""): string[] {
  if (typeof value === "string") return labels.isIn(value) ? [path] : [];
  if (Array.isArray(value))
    return value.flatMap((item, index) => mockOutputPaths(item, labels, `${path}[${index}]`));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => mockOutputPaths(inner, labels, join(path, key)));
}

/** `text` with every mock output shown as what it is. */
export function withLabels(text: string, labels: Labels): string {
  return labels
    .split(text)
    .map((piece) => ("label" in piece ? `‹${piece.label}›` : piece.text))
    .join("");
}

/** As property paths are written everywhere in Pulumi. */
function join(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

function sortedEntries(map: { [key: string]: Value }): [string, Value][] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}
