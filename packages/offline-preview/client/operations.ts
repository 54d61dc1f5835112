import type { Operation } from "../src/diff";
import { h } from "./dom";

/** What stands before a resource that changes, and how it is said. */
export const operations: Record<Operation, { sign: string; said: string; look: string }> = {
  create: { sign: "+", said: "new", look: "create" },
  update: { sign: "~", said: "changed", look: "update" },
  "new revision": { sign: "+~", said: "new revision", look: "update" },
  replace: { sign: "±", said: "replaced", look: "replace" },
  delete: { sign: "−", said: "gone", look: "delete" },
  move: { sign: "»", said: "renamed", look: "move" },
};

/** Gravest first. */
export const gravity: readonly Operation[] = [
  "replace",
  "delete",
  "create",
  "update",
  "new revision",
  "move",
];

/** The sign of an operation, with its word for whoever can't see it. */
export function sign(operation: Operation, label = operations[operation].said): HTMLElement {
  const { sign, look } = operations[operation];
  return h("span", { class: `sign ${look}`, title: label, role: "img", "aria-label": label }, sign);
}

/** "+2 ~1" */
export function countSigns(counts: ReadonlyMap<Operation, number>): HTMLElement[] {
  return gravity.flatMap((operation) => {
    const count = counts.get(operation);
    if (count === undefined) return [];
    const { sign, look, said } = operations[operation];
    const label = `${count} ${said}`;
    return [
      h("span", { class: `sign ${look}`, title: label, role: "img", "aria-label": label }, `${sign}${count}`),
    ];
  });
}
