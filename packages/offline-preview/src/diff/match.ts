import type { PlannedResource } from "../engine/plan";

/** The same resource in two plans, or one that only one of them has. */
export interface Match {
  before?: PlannedResource;
  after?: PlannedResource;
}

/** Which resource is which: by URN, else by an alias. Sorted by the present URN, or the former where there is none. */
export function match(before: readonly PlannedResource[], after: readonly PlannedResource[]): Match[] {
  const former = new Map(before.map((resource) => [resource.urn, resource]));
  const taken = new Set<string>();
  const take = (urn: string): PlannedResource | undefined => {
    const found = taken.has(urn) ? undefined : former.get(urn);
    if (found !== undefined) taken.add(urn);
    return found;
  };
  const byUrn = new Map(after.map(({ urn }) => [urn, take(urn)]));
  const matches = after.map((resource): Match => {
    const found = byUrn.get(resource.urn) ?? firstOf(resource.aliases, take);
    return { before: found, after: resource };
  });
  const gone = before.filter(({ urn }) => !taken.has(urn)).map((resource): Match => ({ before: resource }));
  return [...matches, ...gone].sort((a, b) => (urnOf(a) < urnOf(b) ? -1 : 1));
}

function firstOf<T>(urns: readonly string[], find: (urn: string) => T | undefined): T | undefined {
  for (const urn of urns) {
    const found = find(urn);
    if (found !== undefined) return found;
  }
  return undefined;
}

function urnOf({ before, after }: Match): string {
  return after?.urn ?? before?.urn ?? "";
}
