import {
  type Architecture,
  type KubernetesArchitecture,
  kubernetesArchitectures,
} from "../../facts/architectures";
import { completeCapacity } from "../complete-service";
import type { NodeRequirements } from "./cluster-arguments";

/** Capacity that the pods of a service run on: Karpenter's names, or both. */
export type CapacityType = "spot" | "on-demand" | "mixed";

/** The value of the node label kubernetes.io/arch for a CPU architecture. */
export function kubernetesArchitecture(architecture: Architecture = "arm64"): KubernetesArchitecture {
  return kubernetesArchitectures[architecture];
}

/**
 * The capacity that a service runs on. Kubernetes can't weigh capacity, as ECS does; it can only spread pods evenly over
 * both. Hence:
 *
 * - no weight on Spot: On-Demand only;
 * - neither a base nor a weight on On-Demand: Spot only;
 * - both: an even spread, as long as half of the minimum replicas covers the base and the base is at most 1; otherwise
 *   On-Demand only, because a base is guaranteed: where AWS has no Spot capacity, an even spread schedules a single replica
 *   On-Demand and lets the others wait.
 */
export function capacityTypeOf({
  capacity,
  scaling,
}: Pick<NodeRequirements, "capacity" | "scaling">): CapacityType {
  const { base, onDemand, spot } = completeCapacity(capacity);
  if (spot === 0) return "on-demand";
  if (base === 0 && onDemand === 0) return "spot";
  return base <= 1 && base * 2 <= (scaling?.min ?? 1) ? "mixed" : "on-demand";
}
