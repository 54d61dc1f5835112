import { otherLoadBalancerClass } from "./auto-mode";
import { capacityProviderInUse } from "./capacity-providers";
import { smallerClaim } from "./claims";
import { withParts } from "./component-parts";
import { deletionRefused } from "./deletion";
import { keptLifecycleHooks } from "./ecs-deployments";
import { keptVolume } from "./ecs-volumes";
import { controlPlaneElsewhere, databaseElsewhere, loadBalancerElsewhere } from "./elsewhere";
import { dependentsDeletedFirst, inOrder } from "./order";
import { serviceConnectProtocol } from "./service-connect";
import type { Instance, Obstacle, Reason, Refusal, Step } from "./step";
import { overlappingSubnets } from "./subnets";
import { otherKeyType } from "./table-keys";
import { keptActions, targetGroupElsewhere, withAskedActions } from "./target-groups";
import { keyInUse } from "./unique-keys";
import { databaseDowngrade, versionChange } from "./versions";
import { vpcOriginInUse } from "./vpc-origins";
import { instancesInSubnets, zoneOfVolumes } from "./zones";

const obstacles: readonly Obstacle[] = [keyInUse, overlappingSubnets, targetGroupElsewhere];
const impossibleUpdates = [
  versionChange,
  databaseDowngrade,
  controlPlaneElsewhere,
  loadBalancerElsewhere,
  databaseElsewhere,
  vpcOriginInUse,
  serviceConnectProtocol,
  capacityProviderInUse,
  smallerClaim,
  otherLoadBalancerClass,
  keptLifecycleHooks,
  keptVolume,
  zoneOfVolumes,
  instancesInSubnets,
  otherKeyType,
];

/**
 * Plays an update in the engine's order against what AWS and Kubernetes allow: first every create, update and replacement,
 * each after what it depends on; then every delete, each before what it depended on. What a replacement leaves behind is
 * deleted with the others, unless the resource is deleted first: then it goes together with those that depend on it and are
 * deleted first as well.
 *
 * @returns what is refused on the way; an update after it would be refused for the same reasons.
 */
export function play(steps: readonly Step[]): Refusal[] {
  return [...keptActions(steps), ...new Playing(withParts(withAskedActions(steps))).refusals()];
}

class Playing {
  readonly #cloud = new Set<Instance>();
  readonly #instances = new Map<Step, Instance>();
  readonly #refusals: Refusal[] = [];
  readonly #removed = new Set<Step>();

  constructor(private readonly steps: readonly Step[]) {
    for (const step of steps) {
      const { base: resource, operation } = step;
      if (resource === undefined) continue;
      const instance = { resource, stays: operation === "same" || operation === "update" };
      this.#cloud.add(instance);
      this.#instances.set(step, instance);
    }
  }

  refusals(): Refusal[] {
    const ordered = inOrder(this.steps);
    for (const step of ordered) this.#createOrUpdate(step, ordered);
    const going = this.steps.filter(({ operation }) => operation === "delete" || operation === "replace");
    for (const step of inOrder(going).reverse()) this.#remove(step);
    return this.#refusals;
  }

  #createOrUpdate(step: Step, ordered: readonly Step[]): void {
    const { operation, head } = step;
    if (head === undefined || operation === "same") return;
    if (operation === "replace" && step.deleteFirst) {
      for (const dependent of dependentsDeletedFirst(step, ordered).reverse()) this.#remove(dependent);
      this.#remove(step);
    }
    const instance = this.#instances.get(step);
    if (operation === "update" && instance !== undefined) this.#cloud.delete(instance);
    const { base } = step;
    const isUpdate = operation === "update" && base !== undefined;
    const reason =
      (isUpdate ? first(impossibleUpdates, (rule) => rule(base, head, this.#cloud)) : undefined) ??
      first(obstacles, (obstacle) => obstacle(head, this.#cloud));
    if (reason !== undefined) {
      this.#refusals.push({ urn: head.urn, step: operation === "update" ? "update" : "create", ...reason });
    }
    this.#cloud.add({ resource: head, stays: true });
  }

  #remove(step: Step): void {
    const { base, head } = step;
    const instance = this.#instances.get(step);
    if (base === undefined || instance === undefined || this.#removed.has(step)) return;
    this.#removed.add(step);
    if (base.retainOnDelete || base.external) return;
    this.#cloud.delete(instance);
    const reason = deletionRefused(base, this.#cloud, head);
    if (reason !== undefined) this.#refusals.push({ urn: base.urn, step: "delete", ...reason });
  }
}

function first<Rule>(rules: readonly Rule[], judge: (rule: Rule) => Reason | undefined): Reason | undefined {
  for (const rule of rules) {
    const found = judge(rule);
    if (found !== undefined) return found;
  }
  return undefined;
}
