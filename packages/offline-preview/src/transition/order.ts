import type { Step } from "./step";

/** Steps after those that their resources depend on. */
export function inOrder(steps: readonly Step[]): Step[] {
  const byUrn = new Map(steps.map((step) => [urnOf(step), step]));
  const ordered = new Set<Step>();
  const add = (step: Step, above: ReadonlySet<Step>): void => {
    if (ordered.has(step) || above.has(step)) return;
    const within = new Set([...above, step]);
    for (const urn of neededBy(step)) {
      const needed = byUrn.get(urn);
      if (needed !== undefined) add(needed, within);
    }
    ordered.add(step);
  };
  for (const step of steps) add(step, new Set());
  return [...ordered];
}

/** Those of `ordered` that depend on a resource, over any number of steps, and are deleted before they are created again. */
export function dependentsDeletedFirst(step: Step, ordered: readonly Step[]): Step[] {
  const behind = new Set([urnOf(step)]);
  return ordered.filter((other) => {
    if (other === step || !neededBy(other).some((urn) => behind.has(urn))) return false;
    behind.add(urnOf(other));
    return other.operation === "replace" && other.deleteFirst === true;
  });
}

function neededBy({ base, head }: Step): string[] {
  const { parent, dependencies = [], provider } = head ?? base ?? {};
  const providerUrn = provider?.slice(0, provider.lastIndexOf("::"));
  return [parent, providerUrn, ...dependencies].filter((urn) => urn !== undefined);
}

/** The URN of what a step is about. */
export function urnOf({ base, head }: Step): string {
  return (head ?? base)?.urn ?? "";
}
