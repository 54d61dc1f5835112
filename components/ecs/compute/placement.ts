import { defaultStrategies, instanceAttributes, placementStrategies } from "../../../facts/task-placement";
import type { TaskPlacement } from "../../task-placement";

/** What an ECS service says of where its tasks run: the platform version of Fargate, or how they are placed on instances. */
export interface PlacementInputs {
  platformVersion?: string;
  orderedPlacementStrategies?: { type: string; field?: string }[];
  placementConstraints?: { type: string; expression?: string }[];
}

/** What an ECS service on instances of Auto Scaling groups says of the placement of its tasks. */
export function placementInputs(placement: TaskPlacement = {}): PlacementInputs {
  const { strategies = defaultStrategies, distinctInstance = false } = placement;
  const members = (["instanceTypes", "availabilityZones"] as const).flatMap((key) => {
    const values = placement[key];
    const expression = `attribute:${instanceAttributes[key]} in [${values?.join(", ")}]`;
    return values === undefined ? [] : [{ type: "memberOf", expression }];
  });
  const constraints = [...(distinctInstance ? [{ type: "distinctInstance" }] : []), ...members];
  return {
    orderedPlacementStrategies: strategies.map((strategy) => placementStrategies[strategy]),
    ...(constraints.length > 0 && { placementConstraints: constraints }),
  };
}

/**
 * Whether ECS can move tasks so that they are even over the zones: not where it places them by anything else first, or in some
 * zones alone.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html (read 2026-11-21)
 */
export function canRebalance({ strategies, availabilityZones }: TaskPlacement = {}): boolean {
  return (strategies?.[0] ?? "spread-zones") === "spread-zones" && availabilityZones === undefined;
}
