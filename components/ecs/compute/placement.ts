import { defaultStrategies, instanceAttributes, placementStrategies } from "../../../facts/task-placement";
import type { TaskPlacement } from "../../task-placement";

/** What an ECS service says of where its tasks run: the platform version of Fargate, the launch type of external instances, or how they are placed on instances. */
export interface PlacementInputs {
  launchType?: string;
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
