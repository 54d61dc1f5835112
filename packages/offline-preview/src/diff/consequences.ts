import type { PlannedResource } from "../engine/plan";
import type { Consequence, ResourceChange } from "./change";
import { type Comparable, comparable, type Reading } from "./comparable";
import { buildsImages } from "./images";
import { operationOf } from "./operations";
import { propertyChanges } from "./property-changes";
import type { Documentation } from "./replacement";

/** Outputs of a resource that are other values after its change: all of them, or those of these names. */
type RenewedOutputs = "all" | readonly string[];

/**
 * What follows from replacements: a resource that refers to an output of a replaced one changes as well, and is itself
 * replaced where that property can't be changed in place. Completes `changes`, which are those of the program's inputs.
 */
export function withConsequences(
  changes: readonly ResourceChange[],
  head: readonly PlannedResource[],
  reading: Reading,
  documentation: Documentation,
): ResourceChange[] {
  const byUrn = new Map(changes.map((change) => [change.urn, change]));
  const renewed = new Map<string, RenewedOutputs>();
  const update = (change: ResourceChange): boolean => {
    const outputs = renewedOutputs(change);
    const isNew = outputs !== undefined && String(renewed.get(change.urn)) !== String(outputs);
    if (isNew) renewed.set(change.urn, outputs);
    return isNew;
  };
  let isMoving = false;
  for (const change of changes) isMoving = update(change) || isMoving;
  const dependencies = new Dependencies(head);
  const known = new Map(head.map(({ urn }) => [urn, ""]));
  while (isMoving) {
    isMoving = false;
    for (const resource of head) {
      const change = byUrn.get(resource.urn);
      const isComponent = !resource.custom && !resource.remote;
      if (change?.operation === "create" || isComponent) continue;
      const causes = causesFor(resource, renewed, dependencies);
      if (known.get(resource.urn) === causes) continue;
      known.set(resource.urn, causes);
      const found = consequencesFor(resource, renewed, dependencies, reading, documentation);
      const own = new Set(change?.properties.map(({ path }) => path));
      const consequences = found.filter(({ path }) => !own.has(path));
      if (consequences.length === (change?.consequences.length ?? 0)) continue;
      const completed = completedWith(resource, change, consequences);
      byUrn.set(resource.urn, completed);
      isMoving = update(completed) || isMoving;
    }
  }
  return [...byUrn.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

function completedWith(
  head: PlannedResource,
  change: ResourceChange | undefined,
  consequences: Consequence[],
): ResourceChange {
  const unchanged: ResourceChange = {
    operation: "update",
    urn: head.urn,
    base: head,
    head,
    properties: [],
    images: [],
    consequences,
  };
  const completed = { ...(change ?? unchanged), consequences };
  return { ...completed, operation: operationOf(completed) };
}

/** What other resources can see of a change. ACM validates a name by the same record in every certificate of an account. */
function renewedOutputs({
  operation,
  head,
  properties,
  consequences,
  images,
}: ResourceChange): RenewedOutputs | undefined {
  if (head === undefined || operation === "create") return undefined;
  if (operation === "new revision") return ["arn", "id", "revision"];
  if (operation === "replace" && head.type === "aws:acm/certificate:Certificate") return ["arn", "id"];
  if (operation !== "replace")
    return buildsImages(head.type) && images.length > 0 ? ["repoDigest"] : undefined;
  const replacing = [...properties, ...consequences].filter(
    ({ documented }) => documented.replaces === "yes",
  );
  const parts = replacing.map(({ documented }) => documented.part?.outputs);
  return parts.every((outputs) => outputs !== undefined) && parts.length > 0
    ? [...new Set(parts.flat())]
    : "all";
}

/** What a resource refers to that is another value now, as one text. */
function causesFor(
  { urn, propertyDependencies }: PlannedResource,
  renewed: ReadonlyMap<string, RenewedOutputs>,
  dependencies: Dependencies,
): string {
  return dependencies
    .behind(Object.values(propertyDependencies).flat())
    .flatMap((source) =>
      source.urn !== urn && renewed.has(source.urn) ? [`${source.urn} ${renewed.get(source.urn)}`] : [],
    )
    .join();
}

function consequencesFor(
  resource: PlannedResource,
  renewed: ReadonlyMap<string, RenewedOutputs>,
  dependencies: Dependencies,
  reading: Reading,
  documentation: Documentation,
): Consequence[] {
  return Object.entries(resource.inputs).flatMap(([property, value]) => {
    const direct = resource.propertyDependencies[property] ?? [];
    const all = dependencies.behind(direct);
    const sources = all.filter(({ urn }) => urn !== resource.urn && renewed.has(urn));
    if (sources.length === 0) return [];
    const followed = new Set<string>();
    const isRenewed = (owner: string, output: string): boolean => {
      const found = dependencies.nearest(direct, owner).some((source) => {
        const outputs = source.urn === resource.urn ? undefined : renewed.get(source.urn);
        return outputs !== undefined && (outputs === "all" || outputs.includes(output));
      });
      if (found) followed.add(owner);
      return found;
    };
    const base: Comparable = { [property]: comparable(value, reading) };
    const head: Comparable = { [property]: comparable(value, { ...reading, isRenewed }) };
    return propertyChanges(base, head).map((change) => ({
      ...change,
      follows: [...followed],
      documented: documentation.ofResource(resource, { path: change.path, keys: change.keys }),
    }));
  });
}

/** What resources depend on, over any number of steps. */
class Dependencies {
  readonly #resources: ReadonlyMap<string, PlannedResource>;
  readonly #behind = new Map<string, Set<PlannedResource>>();

  constructor(resources: readonly PlannedResource[]) {
    this.#resources = new Map(resources.map((resource) => [resource.urn, resource]));
  }

  behind(urns: readonly string[]): PlannedResource[] {
    return [...new Set(urns.flatMap((urn) => [...this.#all(urn)]))];
  }

  /**
   * What a property that depends on `urns` was computed from, by its name: of several resources of that name the nearest, since others
   * pass an output on, as a scalable target does with the name of its service.
   */
  nearest(urns: readonly string[], name: string): PlannedResource[] {
    const seen = new Set<string>();
    let level = urns;
    while (level.length > 0) {
      for (const urn of level) seen.add(urn);
      const resources = level.flatMap((urn) => this.#resources.get(urn) ?? []);
      const found = resources.filter((resource) => resource.name === name);
      if (found.length > 0) return found;
      level = [...new Set(resources.flatMap(({ dependencies }) => dependencies))].filter(
        (urn) => !seen.has(urn),
      );
    }
    return [];
  }

  #all(urn: string): ReadonlySet<PlannedResource> {
    const known = this.#behind.get(urn);
    if (known !== undefined) return known;
    const found = new Set<PlannedResource>();
    this.#behind.set(urn, found);
    const resource = this.#resources.get(urn);
    if (resource === undefined) return found;
    found.add(resource);
    for (const dependency of resource.dependencies) for (const each of this.#all(dependency)) found.add(each);
    return found;
  }
}
