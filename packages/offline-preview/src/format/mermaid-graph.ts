import type { Difference, ResourceChange } from "../diff";
import type { PlannedResource } from "../engine/plan";
import { providedPackage, stackType } from "../engine/urn";
import { isPublicEntry } from "./public-entries";

/** What happens to a box, where a plan is compared. */
export type Fate = "create" | "delete" | "change";

/** A resource, or a component with what it consists of. */
export interface Box {
  resource: PlannedResource;
  /** Drawn inside of it; none where the component is folded. */
  children: Box[];
  /** How many resources it stands for where it is folded. */
  folded?: number;
  fate?: Fate;
  /** How many resources in a folded box are created, changed and deleted. */
  counts?: Record<Fate, number>;
  isPublic: boolean;
}

/** Boxes in boxes, and which needs which. */
export interface Graph {
  boxes: Box[];
  /** URNs: the first needs the second. */
  edges: [from: string, to: string][];
}

/** More resources than a picture in a pull request can show one by one. */
const most = 40;

/** What is drawn of a plan: everything where there is room, else components as one box each. */
export function graphOf(resources: readonly PlannedResource[], difference?: Difference): Graph {
  const fates = new Map((difference?.changes ?? []).map((change) => [change.urn, fateOf(change)]));
  for (const { urn, followers } of difference?.images ?? []) {
    for (const each of [urn, ...followers.map((follower) => follower.urn)]) fates.set(each, "change");
  }
  const all = [...resources, ...deletedIn(difference)].filter(isDrawn);
  const tree = new Tree(all, fates);
  const counted = all.filter(({ custom, remote }) => custom || remote).length;
  const folds = (box: Box): boolean => counted > most && (!fates.size || tree.changesIn(box.resource) === 0);
  let boxes = tree.boxes(folds);
  if (leaves(boxes) > most) boxes = tree.boxes(() => true);
  return { boxes, edges: withoutDetours(edgesBetween(all, boxes)) };
}

/** Providers are how, not what; the stack is the whole picture. */
function isDrawn({ type }: PlannedResource): boolean {
  return type !== stackType && providedPackage(type) === undefined;
}

function deletedIn(difference: Difference | undefined): PlannedResource[] {
  return (difference?.changes ?? []).flatMap(({ before, after }) =>
    before !== undefined && after === undefined ? [before] : [],
  );
}

function fateOf({ operation }: ResourceChange): Fate {
  return operation === "create" || operation === "delete" ? operation : "change";
}

class Tree {
  readonly #children = new Map<string, PlannedResource[]>();
  readonly #roots: PlannedResource[] = [];

  constructor(
    resources: readonly PlannedResource[],
    private readonly fates: ReadonlyMap<string, Fate>,
  ) {
    const known = new Set(resources.map(({ urn }) => urn));
    for (const resource of resources) {
      const { parent = "" } = resource;
      const siblings = this.#children.get(parent) ?? [];
      if (known.has(parent)) this.#children.set(parent, [...siblings, resource]);
      else this.#roots.push(resource);
    }
  }

  boxes(isFolded: (box: Box) => boolean): Box[] {
    return this.#roots.sort(byUrn).map((resource) => {
      const box = this.#box(resource);
      const inside = this.#inside(resource);
      if (box.children.length === 0 || !isFolded(box)) return box;
      const counts = { create: 0, change: 0, delete: 0 };
      for (const { urn } of inside) {
        const fate = this.fates.get(urn);
        if (fate !== undefined) counts[fate]++;
      }
      const isPublic = inside.some((each) => isPublicEntry(each, inside));
      const fate = box.fate ?? (counts.create + counts.change + counts.delete > 0 ? "change" : undefined);
      return { ...box, children: [], folded: inside.length, counts, fate, isPublic };
    });
  }

  /** How many resources in a component are created, changed or deleted. */
  changesIn(resource: PlannedResource): number {
    return [resource, ...this.#inside(resource)].filter(({ urn }) => this.fates.has(urn)).length;
  }

  #box(resource: PlannedResource): Box {
    const own = [...(this.#children.get(resource.urn) ?? [])].sort(byUrn);
    const isPublic = isPublicEntry(resource, own);
    return {
      resource,
      isPublic,
      children: own.map((child) => this.#box(child)),
      fate: this.fates.get(resource.urn),
    };
  }

  #inside(resource: PlannedResource): PlannedResource[] {
    return (this.#children.get(resource.urn) ?? []).flatMap((child) =>
      child.custom || child.remote ? [child, ...this.#inside(child)] : this.#inside(child),
    );
  }
}

function leaves(boxes: Box[]): number {
  return boxes.reduce((count, { children }) => count + (children.length === 0 ? 1 : leaves(children)), 0);
}

/** Dependencies between what is drawn: those of a folded component's parts are its own. */
function edgesBetween(resources: readonly PlannedResource[], boxes: Box[]): [string, string][] {
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
function withoutDetours(edges: [string, string][]): [string, string][] {
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

function byUrn(a: PlannedResource, b: PlannedResource): number {
  return a.urn < b.urn ? -1 : 1;
}
