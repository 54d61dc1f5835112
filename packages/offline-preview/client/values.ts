import type { Visible } from "../src/format/visible";
import { type Content, h } from "./dom";

/** Opens the resource that a name belongs to; nothing where there is none. */
export type Opener = (name: string) => (() => void) | undefined;

/** The inputs of a resource as a tree whose parts fold; texts that hold JSON are laid out as what they are. */
export function valueTree(value: Visible, open: Opener, depth = 0): HTMLElement {
  if (!isStructure(value)) return leaf(value, open);
  const entries = Array.isArray(value)
    ? value.map((item, index) => [String(index), item] as const)
    : Object.entries(value);
  if (entries.length === 0) return h("span", { class: "empty" }, Array.isArray(value) ? "[]" : "{}");
  return h(
    "ul",
    { class: Array.isArray(value) ? "tree list" : "tree" },
    ...entries.map(([key, inner]) => h("li", {}, ...entry(key, inner, Array.isArray(value), open, depth))),
  );
}

function entry(key: string, value: Visible, isItem: boolean, open: Opener, depth: number): Content[] {
  const label = h("span", { class: isItem ? "index" : "key" }, isItem ? `${key}` : key);
  const document = typeof value === "string" ? documentIn(value) : undefined;
  const inner = document ?? value;
  if (!isStructure(inner) || Object.keys(inner).length === 0) return [label, ": ", valueTree(value, open)];
  const note = document === undefined ? sizeOf(inner) : "document";
  return [
    h(
      "details",
      { open: depth < 3 || document !== undefined },
      h("summary", {}, label, " ", h("span", { class: "note" }, note)),
      document === undefined ? valueTree(inner, open, depth + 1) : jsonBlock(document, open),
    ),
  ];
}

/** A document whole, as JSON with its parts told apart. */
export function jsonBlock(value: Visible, open: Opener): HTMLElement {
  return h("pre", { class: "document", tabindex: 0 }, ...json(value, "", open));
}

function json(value: Visible, indent: string, open: Opener): Content[] {
  if (!isStructure(value)) return [leaf(value, open, true)];
  const [start, end] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  const entries = Array.isArray(value)
    ? value.map((item) => [undefined, item] as const)
    : Object.entries(value);
  if (entries.length === 0) return [start + end];
  const inner = `${indent}  `;
  return [
    `${start}\n`,
    ...entries.flatMap(([key, item], index): Content[] => [
      inner,
      ...(key === undefined ? [] : [h("span", { class: "key" }, JSON.stringify(key)), ": "]),
      ...json(item, inner, open),
      index < entries.length - 1 ? ",\n" : "\n",
    ]),
    indent + end,
  ];
}

function leaf(value: Visible, open: Opener, isQuoted = false): HTMLElement {
  if (typeof value !== "string")
    return h("span", { class: typeof value === "number" ? "number" : "word" }, String(value));
  if (value === "[secret]" || value === "[unknown]") return h("span", { class: "hidden-value" }, value);
  const quoted = isQuoted ? JSON.stringify(value) : value === "" ? '""' : value;
  return h("bdi", { class: "text" }, ...withReferences(quoted, open));
}

/** A text in which every mock output leads to the resource that it is of. */
export function withReferences(text: string, open: Opener): Content[] {
  return text.split(/(‹[^›]*›)/).map((piece): Content => {
    if (!piece.startsWith("‹")) return piece;
    const owner = /^‹(?:new )?([^›.[]*)/.exec(piece)?.[1] ?? "";
    const onclick = open(owner);
    return onclick === undefined
      ? h("span", { class: "mock" }, piece)
      : h("button", { type: "button", class: "mock", title: `Open ${owner}`, onclick }, piece);
  });
}

function documentIn(text: string): Visible | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const read: Visible = JSON.parse(text);
    return isStructure(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function isStructure(value: Visible): value is Visible[] | { [key: string]: Visible } {
  return value !== null && typeof value === "object";
}

function sizeOf(value: Visible[] | { [key: string]: Visible }): string {
  const count = Object.keys(value).length;
  return Array.isArray(value) ? `${count} item${count === 1 ? "" : "s"}` : "";
}
