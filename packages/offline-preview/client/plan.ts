import type { Operation } from "../src/diff";
import type { BoxView, CostLineView, FindingView, ResourceView, View } from "../src/html/view";

/** A view with what its parts say of each other. */
export class PlanOnPage {
  readonly children = new Map<number, number[]>();
  readonly neededBy = new Map<number, number[]>();
  readonly findings = new Map<number, FindingView[]>();
  readonly costs = new Map<number, CostLineView[]>();
  readonly byName = new Map<string, number>();
  /** Every box of the picture by its id, and the id of the box that it is in. */
  readonly boxes = new Map<string, { box: BoxView; parent?: string }>();
  readonly boxOf = new Map<number, string>();

  constructor(readonly view: View) {
    view.resources.forEach(({ parent, dependencies, name, isComponent }, index) => {
      if (parent !== undefined) add(this.children, parent, index);
      for (const dependency of dependencies) add(this.neededBy, dependency, index);
      if (!isComponent && !this.byName.has(name)) this.byName.set(name, index);
    });
    for (const finding of view.findings ?? []) {
      if (finding.resource !== undefined) add(this.findings, finding.resource, finding);
    }
    for (const line of view.cost?.lines ?? []) {
      if (line.resource !== undefined) add(this.costs, line.resource, line);
    }
    this.#addBoxes(view.boxes);
  }

  resource(index: number): ResourceView | undefined {
    return this.view.resources[index];
  }

  indexOf(urn: string | undefined): number | undefined {
    const index = this.view.resources.findIndex((resource) => resource.urn === urn);
    return index < 0 ? undefined : index;
  }

  /** A resource and everything below it. */
  within(index: number): number[] {
    return [index, ...(this.children.get(index) ?? []).flatMap((child) => this.within(child))];
  }

  /** A resource and what it is in, outermost first. */
  lineage(index: number): number[] {
    const parent = this.resource(index)?.parent;
    return parent === undefined ? [index] : [...this.lineage(parent), index];
  }

  /** The resources that a box stands for: what it is of, and what is in it. */
  resourcesIn(box: BoxView): number[] {
    const own = box.resource === undefined ? [] : this.within(box.resource);
    return own.length > 0 ? own : (box.inside?.boxes ?? []).flatMap((inner) => this.resourcesIn(inner));
  }

  /** What happens to resources, by operation. */
  changesOf(indexes: readonly number[], operationOf: (index: number) => Operation | undefined) {
    const counts = new Map<Operation, number>();
    for (const index of indexes) {
      const operation = operationOf(index);
      if (operation === undefined || this.resource(index)?.isComponent) continue;
      counts.set(operation, (counts.get(operation) ?? 0) + 1);
    }
    return counts;
  }

  #addBoxes(boxes: readonly BoxView[], parent?: string): void {
    for (const box of boxes) {
      this.boxes.set(box.id, { box, parent });
      if (box.resource !== undefined) this.boxOf.set(box.resource, box.id);
      this.#addBoxes(box.inside?.boxes ?? [], box.id);
    }
  }
}

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
