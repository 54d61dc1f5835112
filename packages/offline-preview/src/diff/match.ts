import type { PlannedResource } from "../engine/plan";

/** The same resource in two plans, or one that only one of them has. */
export interface Match {
  base?: PlannedResource;
  head?: PlannedResource;
}

/** Pairs resources by URN, else by an alias. Sorted by the URN in the head, or in the base where there is none. */
export function match(base: readonly PlannedResource[], head: readonly PlannedResource[]): Match[] {
  const byUrn = new Map(base.map((resource) => [resource.urn, resource]));
  const taken = new Set<string>();
  const take = (urn: string): PlannedResource | undefined => {
    const found = taken.has(urn) ? undefined : byUrn.get(urn);
    if (found !== undefined) taken.add(urn);
    return found;
  };
  const same = new Map(head.map(({ urn }) => [urn, take(urn)]));
  const matches = head.map((resource): Match => {
    const found = same.get(resource.urn) ?? firstOf(resource.aliases, take);
    return { base: found, head: resource };
  });
  const deleted = base.filter(({ urn }) => !taken.has(urn)).map((resource): Match => ({ base: resource }));
  return [...matches, ...deleted].sort((a, b) => (urnOf(a) < urnOf(b) ? -1 : 1));
}

function firstOf<T>(urns: readonly string[], find: (urn: string) => T | undefined): T | undefined {
  for (const urn of urns) {
    const found = find(urn);
    if (found !== undefined) return found;
  }
  return undefined;
}

function urnOf({ base, head }: Match): string {
  return head?.urn ?? base?.urn ?? "";
}
