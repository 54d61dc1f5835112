import type { PlannedResource } from "../../engine/plan";
import { shortType } from "../../engine/urn";
import { transitiveReduction } from "../../format/mermaid-edges";
import type { DrawnResources } from "../drawn-resources";
import type { LinkView } from "../view";
import { type Order, placed, type Unplaced } from "./layout";
import type { Unit } from "./units";

const sizes = {
  unit: { width: 196, height: 70 },
  resource: { width: 208, height: 46 },
} as const;

/** Makes the boxes of units and of what is in them, and keeps the arrows inside of them. */
export class Boxes {
  readonly links: LinkView[] = [];

  constructor(private readonly drawn: DrawnResources) {}

  /** The box of a unit, folded, with its resources in it. */
  ofUnit({ resource, role, isPublic }: Unit): Unplaced {
    return { ...this.#box(resource, "unit"), role, isPublic };
  }

  #box(resource: PlannedResource, kind: "unit" | "resource"): Unplaced {
    const children = this.drawn.childrenOf(resource);
    return {
      id: resource.urn,
      kind,
      title: resource.name,
      subtitle: kindOf(resource),
      resource: this.drawn.indexOf(resource.urn),
      isPublic: false,
      ...sizes[kind],
      ...(children.length === 0 ? {} : { inside: this.#inside(children) }),
    };
  }

  #inside(children: readonly PlannedResource[]) {
    const order = this.#order(children);
    for (const [from, to] of order) this.links.push({ from, to, kind: "need" });
    return placed(
      children.map((child) => this.#box(child, "resource")),
      order,
    );
  }

  /** Which of the children needs which, with all that is below them. */
  #order(children: readonly PlannedResource[]): Order {
    const childOf = new Map(
      children.flatMap((child) => this.drawn.within(child).map(({ urn }) => [urn, child.urn] as const)),
    );
    const edges = children.flatMap((child) =>
      this.drawn.within(child).flatMap(({ dependencies }) =>
        dependencies.flatMap((urn): [string, string][] => {
          const to = childOf.get(urn);
          return to === undefined || to === child.urn ? [] : [[child.urn, to]];
        }),
      ),
    );
    const distinct = new Map(edges.map((edge) => [edge.join(" "), edge]));
    return transitiveReduction([...distinct.values()]);
  }
}

function kindOf({ type, custom, remote }: PlannedResource): string {
  return custom || remote ? shortType(type) : (type.split(":").at(-1) ?? type);
}
