import type { Difference, ResourceChange } from "../diff";
import type { PlannedResource } from "../engine/plan";
import { providedPackage, stackType } from "../engine/urn";

/** The resources of a page: those of the plan, and those that go. */
export class DrawnResources {
  /** Parents before their children. */
  readonly all: readonly PlannedResource[];
  readonly #index: ReadonlyMap<string, number>;
  readonly #changes: ReadonlyMap<string, ResourceChange>;
  readonly #children = new Map<string | undefined, PlannedResource[]>();

  constructor(resources: readonly PlannedResource[], difference?: Difference) {
    const changes = difference?.changes ?? [];
    this.#changes = new Map(changes.map((change) => [change.urn, change]));
    const moved = new Map(changes.flatMap(({ baseUrn, urn }) => (baseUrn ? [[baseUrn, urn] as const] : [])));
    const deleted = changes.flatMap(({ base, head }): PlannedResource[] => {
      if (base === undefined || head !== undefined) return [];
      return [{ ...base, parent: base.parent && (moved.get(base.parent) ?? base.parent) }];
    });
    const known = new Set([...resources, ...deleted].map(({ urn }) => urn));
    for (const resource of [...resources, ...deleted]) {
      const parent = known.has(resource.parent ?? "") ? resource.parent : undefined;
      const siblings = this.#children.get(parent);
      if (siblings === undefined) this.#children.set(parent, [resource]);
      else siblings.push(resource);
    }
    const inOrder = (parent: string | undefined): PlannedResource[] =>
      (this.#children.get(parent) ?? []).flatMap((child) => [child, ...inOrder(child.urn)]);
    this.all = inOrder(undefined);
    this.#index = new Map(this.all.map(({ urn }, index) => [urn, index]));
  }

  /** Where a resource stands in the page; nothing where it isn't in it. */
  indexOf(urn: string | undefined): number | undefined {
    return urn === undefined ? undefined : this.#index.get(urn);
  }

  changeOf(urn: string): ResourceChange | undefined {
    return this.#changes.get(urn);
  }

  /** What is below the stack. Providers are how, not what. */
  get roots(): PlannedResource[] {
    const tops = this.#children.get(undefined) ?? [];
    return tops
      .flatMap((top) => (top.type === stackType ? (this.#children.get(top.urn) ?? []) : [top]))
      .filter(isDrawn);
  }

  childrenOf({ urn }: PlannedResource): PlannedResource[] {
    return (this.#children.get(urn) ?? []).filter(isDrawn);
  }

  /** A resource and everything below it. */
  within(resource: PlannedResource): PlannedResource[] {
    return [resource, ...this.childrenOf(resource).flatMap((child) => this.within(child))];
  }

  /** A resource and what it is in, up to the stack. */
  lineage(urn: string): PlannedResource[] {
    const resource = this.all[this.#index.get(urn) ?? -1];
    if (resource === undefined || resource.type === stackType) return [];
    return [resource, ...(resource.parent === undefined ? [] : this.lineage(resource.parent))];
  }
}

function isDrawn({ type }: PlannedResource): boolean {
  return providedPackage(type) === undefined;
}
