import type { PlannedResource, Resource } from "./resource";
import { readableProperties } from "./values";

/** The resources of a plan and their relations. */
export class Stack {
  private readonly byUrn = new Map<string, Resource>();
  private readonly parents = new Set<string>();

  constructor(planned: Iterable<PlannedResource>) {
    for (const resource of planned) {
      this.byUrn.set(resource.urn, { ...resource, inputs: readableProperties(resource.inputs) });
      if (resource.parent) this.parents.add(resource.parent);
    }
  }

  /** All resources, in the order of the plan. */
  get resources(): Resource[] {
    return [...this.byUrn.values()];
  }

  /** The resource of that URN. */
  get(urn: string): Resource | undefined {
    return this.byUrn.get(urn);
  }

  /** The resources of some types. */
  ofType(...types: string[]): Resource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** Whether the plan has resources whose parent is this one. Offline, a remote component has none. */
  hasChildren({ urn }: Resource): boolean {
    return this.parents.has(urn);
  }

  /** The resources of some types that a property was computed from. */
  sources(resource: Resource, property: string, ...types: string[]): Resource[] {
    return (resource.propertyDependencies?.[property] ?? [])
      .map((urn) => this.byUrn.get(urn))
      .filter((source) => source !== undefined)
      .filter(({ type }) => types.includes(type));
  }

  /** Whether a property was computed from a resource, from a component around it or from a resource inside it. */
  refers(resource: Resource, property: string, target: Resource): boolean {
    return (resource.propertyDependencies?.[property] ?? []).some(
      (urn) => urn === target.urn || this.isInside(target.urn, urn) || this.isInside(urn, target.urn),
    );
  }

  private isInside(urn: string, ancestor: string): boolean {
    for (let parent = this.byUrn.get(urn)?.parent; parent; parent = this.byUrn.get(parent)?.parent) {
      if (parent === ancestor) return true;
    }
    return false;
  }
}
