import type { Difference, ResourceChange } from "../diff";
import type { PlannedResource } from "../engine/plan";
import { providedPackage, stackType } from "../engine/urn";
import type { Box, Change, Graph } from "./mermaid-box";
import { edgesBetween, transitiveReduction } from "./mermaid-edges";
import { isPublicEntry } from "./public-entries";

/** More resources than a picture in a pull request can show one by one. */
const most = 40;

/** What is drawn of a plan: everything where there is room, else components as one box each; of a difference, what changes. */
export function graphOf(resources: readonly PlannedResource[], difference?: Difference): Graph {
  const changes = new Map((difference?.changes ?? []).map((change) => [change.urn, changeOf(change)]));
  const all = [...resources, ...deletedIn(difference)];
  const drawn = (difference === undefined ? all : withAncestors(changes, all)).filter(isDrawn);
  const tree = new Tree(drawn, changes);
  const boxes = tree.boxes(tree.size > most);
  return { boxes, edges: transitiveReduction(edgesBetween(drawn, boxes)) };
}

/** The resources that change, and the components that they are in. */
function withAncestors(
  changes: ReadonlyMap<string, Change>,
  resources: readonly PlannedResource[],
): PlannedResource[] {
  const known = new Map(resources.map((resource) => [resource.urn, resource]));
  const shown = new Set<string>();
  for (const urn of changes.keys()) {
    for (let at: string | undefined = urn; at !== undefined; at = known.get(at)?.parent) shown.add(at);
  }
  return resources.filter(({ urn }) => shown.has(urn));
}

/** Providers are how, not what; the stack is the whole picture. */
function isDrawn({ type }: PlannedResource): boolean {
  return type !== stackType && providedPackage(type) === undefined;
}

function deletedIn(difference: Difference | undefined): PlannedResource[] {
  return (difference?.changes ?? []).flatMap(({ base, head }) =>
    base !== undefined && head === undefined ? [base] : [],
  );
}

function changeOf({ operation }: ResourceChange): Change {
  return operation === "create" || operation === "delete" ? operation : "change";
}

class Tree {
  readonly #children = new Map<string, PlannedResource[]>();
  readonly #roots: PlannedResource[] = [];

  constructor(
    resources: readonly PlannedResource[],
    private readonly changes: ReadonlyMap<string, Change>,
  ) {
    const known = new Set(resources.map(({ urn }) => urn));
    for (const resource of resources) {
      const { parent = "" } = resource;
      if (!known.has(parent)) this.#roots.push(resource);
      else if (this.#children.get(parent)?.push(resource) === undefined)
        this.#children.set(parent, [resource]);
    }
  }

  /** How many resources there are, components left out. */
  get size(): number {
    return this.#roots.flatMap((root) => [root, ...this.#inside(root)]).filter(isResource).length;
  }

  /** Boxes in boxes, or components as one box each. */
  boxes(isFolded: boolean): Box[] {
    return this.#roots.sort(byUrn).map((resource) => {
      const box = this.#box(resource);
      const inside = this.#inside(resource);
      if (box.children.length === 0 || !isFolded) return box;
      const counts = { create: 0, change: 0, delete: 0 };
      for (const { urn } of inside) {
        const change = this.changes.get(urn);
        if (change !== undefined) counts[change]++;
      }
      const isPublic = inside.some((each) => isPublicEntry(each, inside));
      const change = box.change ?? (counts.create + counts.change + counts.delete > 0 ? "change" : undefined);
      return { ...box, children: [], folded: inside.length, counts, change, isPublic };
    });
  }

  #box(resource: PlannedResource): Box {
    const own = [...(this.#children.get(resource.urn) ?? [])].sort(byUrn);
    const isPublic = isPublicEntry(resource, own);
    return {
      resource,
      isPublic,
      children: own.map((child) => this.#box(child)),
      change: this.changes.get(resource.urn),
    };
  }

  #inside(resource: PlannedResource): PlannedResource[] {
    return (this.#children.get(resource.urn) ?? []).flatMap((child) =>
      isResource(child) ? [child, ...this.#inside(child)] : this.#inside(child),
    );
  }
}

function isResource({ custom, remote }: PlannedResource): boolean {
  return custom || remote;
}

function byUrn(a: PlannedResource, b: PlannedResource): number {
  return a.urn < b.urn ? -1 : 1;
}
