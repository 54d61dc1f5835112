import type { PlannedResource } from "../engine/plan";
import { listOf, valueAt } from "../engine/value-at";
import type { Cloud, Reason } from "./step";

/**
 * An update that takes a capacity provider from an ECS cluster while a service still uses it: the service comes after it, whether it
 * moves to another capacity provider or is deleted.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html
 */
export function capacityProviderInUse(
  base: PlannedResource,
  head: PlannedResource,
  cloud: Cloud,
): Reason | undefined {
  if (!head.type.startsWith("aws:ecs/clusterCapacityProviders:")) return undefined;
  const kept = listOf(head.inputs.capacityProviders);
  const taken = listOf(base.inputs.capacityProviders).filter((provider) => !kept.includes(provider));
  for (const { resource } of cloud) {
    if (!resource.type.startsWith("aws:ecs/service:")) continue;
    const strategies = listOf(resource.inputs.capacityProviderStrategies);
    const provider = strategies
      .map((strategy) => valueAt(strategy, "capacityProvider"))
      .find((used) => used !== undefined && taken.includes(used));
    if (provider !== undefined) {
      return {
        because: `tasks of ${resource.name} still run on capacity provider ${String(provider)}`,
        instead:
          "Keep it in the cluster in the update that moves the service off it, and take it away in the next one.",
        error: "ResourceInUseException",
      };
    }
  }
  return undefined;
}
