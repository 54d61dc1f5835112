import type { PlannedResource } from "../engine/plan";
import type { Box } from "./mermaid-box";

/** Dependencies between what is drawn: those of a folded component's parts are its own. */
export function edgesBetween(resources: readonly PlannedResource[], boxes: Box[]): [string, string][] {
  const drawn = new Map<string, Box>();
  const add = (box: Box): void => {
    drawn.set(box.resource.urn, box);
    for (const child of box.children) add(child);
  };
  for (const box of boxes) add(box);
  const parents = new Map(resources.map(({ urn, parent }) => [urn, parent]));
  const boxOf = (urn: string): string | undefined => {
    for (let at: string | undefined = urn; at !== undefined; at = parents.get(at)) {
      if (drawn.has(at)) return at;
    }
    return undefined;
  };
  const isInside = (urn: string, ancestor: string): boolean => {
    for (let at: string | undefined = urn; at !== undefined; at = parents.get(at))
      if (at === ancestor) return true;
    return false;
  };
  const found = new Map<string, [string, string]>();
  for (const resource of resources) {
    const from = boxOf(resource.urn);
    for (const dependency of resource.dependencies) {
      const to = boxOf(dependency);
      if (from === undefined || to === undefined || isInside(from, to) || isInside(to, from)) continue;
      found.set(`${from} ${to}`, [from, to]);
    }
  }
  return [...found.values()].sort(([a, b], [c, d]) => (`${a} ${b}` < `${c} ${d}` ? -1 : 1));
}

/** Leaves out an arrow where others lead there on the way. */
export function transitiveReduction(edges: [string, string][]): [string, string][] {
  const targets = new Map<string, Set<string>>();
  for (const [from, to] of edges) targets.set(from, (targets.get(from) ?? new Set()).add(to));
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean => {
    if (seen.has(from)) return false;
    seen.add(from);
    return [...(targets.get(from) ?? [])].some((next) => next === to || reaches(next, to, seen));
  };
  return edges.filter(([from, to]) => {
    targets.get(from)?.delete(to);
    if (reaches(from, to)) return false;
    targets.get(from)?.add(to);
    return true;
  });
}
