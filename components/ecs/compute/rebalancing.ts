import { compatibilities } from "../../../facts/ecs-computes";
import type { TaskPlacement } from "../../task-placement";
import type { Compute } from "./compute";

/**
 * Whether ECS can move tasks so that they are even over the zones: not where it places them by anything else first, or in some
 * zones alone.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html (read 2026-11-21)
 */
export function canRebalance(
  { compatibility }: Pick<Compute, "compatibility">,
  { strategies, availabilityZones }: TaskPlacement = {},
): boolean {
  // External instances are in no zone.
  if (compatibility === compatibilities.external) return false;
  return (strategies?.[0] ?? "spread-zones") === "spread-zones" && availabilityZones === undefined;
}
