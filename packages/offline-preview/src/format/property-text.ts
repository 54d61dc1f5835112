import type { DocumentedChange, PropertyChange } from "../diff";
import { indent, laidOut } from "./text-layout";

/** A change in a line or, where it is too long for that, its values below the path. */
export function changeText(
  change: PropertyChange & Partial<Pick<DocumentedChange, "documented">>,
  width: number,
): string {
  const note = noteOn(change);
  const { path, base, head, secret } = change;
  if (secret) return `${path}${note}: [secret] changes`;
  const [inBase, inHead] = [valueText(base), valueText(head)];
  const line =
    base === undefined
      ? `${path}${note}: + ${inHead}`
      : head === undefined
        ? `${path}${note}: - ${inBase}`
        : `${path}${note}: ${inBase} → ${inHead}`;
  if (line.length <= width && !line.includes("\n")) return line;
  return [
    `${path}${note}:`,
    ...(base === undefined ? [] : [marked("-", base)]),
    ...(head === undefined ? [] : [marked("+", head)]),
  ].join("\n");
}

/** What is known about a replacement, in a word. */
export function noteOn({
  documented,
  path,
}: Pick<PropertyChange, "path"> & Partial<Pick<DocumentedChange, "documented">>): string {
  if (documented === undefined || path.startsWith("(")) return "";
  const notes = {
    yes: documented.part === undefined ? " (replaces)" : ` (replaces ${documented.part.name})`,
    no: "",
    perhaps: " (may replace)",
    "not documented": " (replacement not documented)",
  };
  return notes[documented.replaces];
}

/** How it is known that changes replace a resource: a line for each sentence. */
export function sourcesOf(properties: readonly DocumentedChange[]): string[] {
  const bySource = new Map<string, Set<string>>();
  for (const { documented, keys } of properties) {
    if (documented.sentence === undefined || documented.replaces === "no") continue;
    const source = `"${documented.sentence}"${documented.file === undefined ? "" : ` in ${documented.file}`}`;
    bySource.set(source, (bySource.get(source) ?? new Set()).add(keys[0] ?? ""));
  }
  return [...bySource].map(([source, names]) => `on ${[...names].join(", ")}: ${source}`);
}

function valueText(value: PropertyChange["base"]): string {
  if (value === undefined) return "";
  return typeof value === "string" && /^[\w‹/*[][^\n]*$/.test(value) ? value : JSON.stringify(value);
}

function marked(mark: string, value: NonNullable<PropertyChange["base"]> | null): string {
  const text = typeof value === "string" ? value : laidOut(value);
  return indent(`${mark} ${text.replaceAll("\n", "\n  ")}`);
}
