import type { PlannedResource } from "../engine/plan";
import { withParts } from "./component-parts";
import { deletionRefused } from "./deletion";
import type { Cloud, Instance, Obstacle, Refusal, Step } from "./step";
import { overlappingSubnets } from "./subnets";
import { keyInUse } from "./unique-keys";

const obstacles: readonly Obstacle[] = [keyInUse, overlappingSubnets];

/**
 * Plays an update in the engine's order against what AWS and Kubernetes allow: first every create, update and replacement,
 * each after what it depends on; then every delete, each before what it depended on. What a replacement leaves behind is
 * deleted with the others, unless the resource is deleted first.
 *
 * @returns what is refused on the way; an update after it would be refused for the same reasons.
 */
export function play(steps: readonly Step[]): Refusal[] {
  const all = withParts(steps);
  const cloud = new Set<Instance>();
  const instances = new Map<string, Instance>();
  for (const { base, operation } of all) {
    if (base === undefined) continue;
    const instance = { resource: base, stays: operation === "same" || operation === "update" };
    cloud.add(instance);
    instances.set(base.urn, instance);
  }
  const refusals: Refusal[] = [];
  const remove = (resource: PlannedResource) => {
    const instance = instances.get(resource.urn);
    if (instance === undefined) return;
    cloud.delete(instance);
    const reason = deletionRefused(resource, cloud);
    if (reason !== undefined) refusals.push({ urn: resource.urn, step: "delete", ...reason });
  };

  for (const step of inOrder(all)) {
    const { operation, base, head } = step;
    if (head === undefined || operation === "same") continue;
    if (operation === "replace" && step.deleteFirst && base) remove(base);
    if (operation === "update" && base)
      cloud.delete(instances.get(base.urn) ?? { resource: base, stays: true });
    const reason = firstObstacle(head, cloud);
    if (reason !== undefined) {
      refusals.push({ urn: head.urn, step: operation === "update" ? "update" : "create", ...reason });
    }
    cloud.add({ resource: head, stays: true });
  }
  const going = all.filter(
    ({ operation, deleteFirst }) => operation === "delete" || (operation === "replace" && !deleteFirst),
  );
  for (const { base } of inOrder(going).reverse()) if (base) remove(base);
  return refusals;
}

function firstObstacle(resource: PlannedResource, cloud: Cloud): ReturnType<Obstacle> {
  for (const obstacle of obstacles) {
    const found = obstacle(resource, cloud);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Steps after those that their resources depend on. */
function inOrder(steps: readonly Step[]): Step[] {
  const byUrn = new Map(steps.map((step) => [(step.head ?? step.base)?.urn ?? "", step]));
  const ordered = new Set<Step>();
  const add = (step: Step, above: ReadonlySet<Step>): void => {
    if (ordered.has(step) || above.has(step)) return;
    const { parent, dependencies = [], provider } = step.head ?? step.base ?? {};
    const [providerUrn] = provider === undefined ? [] : [provider.slice(0, provider.lastIndexOf("::"))];
    const within = new Set([...above, step]);
    for (const urn of [parent, providerUrn, ...dependencies]) {
      const needed = urn === undefined ? undefined : byUrn.get(urn);
      if (needed !== undefined) add(needed, within);
    }
    ordered.add(step);
  };
  for (const step of steps) add(step, new Set());
  return [...ordered];
}
