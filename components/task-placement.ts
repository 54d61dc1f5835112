import { isInstanceType } from "../facts/ecs-instances";
import {
  availabilityZoneName,
  type PlacementStrategy,
  placementLimits,
  placementStrategyNames,
} from "../facts/task-placement";
import { mustBe, validateOneOf, validateUnique } from "./invalid-arguments";

/** How the tasks of a service are placed on instances of Auto Scaling groups. */
export interface TaskPlacement {
  /**
   * How ECS chooses among instances with room, the first strategy first: 1 to 5.
   * @default ["spread-zones", "binpack-memory"]: over the zones, and in each on the fullest instance
   */
  strategies?: PlacementStrategy[];
  /** Whether no two tasks of the service run on one instance. @default false */
  distinctInstance?: boolean;
  /** Types of the instances that it runs on. @default all that the cluster has for it */
  instanceTypes?: string[];
  /** Availability Zones of the instances that it runs on, such as us-east-1a. @default those of the network */
  availabilityZones?: string[];
}

/** Validates how the tasks of a service are placed. */
export function validateTaskPlacement(placement: TaskPlacement = {}): string[] {
  const { strategies, instanceTypes, availabilityZones } = placement;
  const at = "service.placement";
  return [
    ...validateCount(`${at}.strategies`, strategies, placementLimits.strategies.max),
    ...(strategies ?? []).flatMap((each, index) =>
      validateOneOf(`${at}.strategies[${index}]`, each, placementStrategyNames),
    ),
    ...validateCount(`${at}.instanceTypes`, instanceTypes, placementLimits.values.max),
    ...(instanceTypes ?? []).flatMap((each, index) =>
      isInstanceType(each)
        ? []
        : [mustBe(`${at}.instanceTypes[${index}]`, each, "an instance type, such as m7g.large")],
    ),
    ...validateCount(`${at}.availabilityZones`, availabilityZones, placementLimits.values.max),
    ...(availabilityZones ?? []).flatMap((each, index) =>
      availabilityZoneName.test(each)
        ? []
        : [mustBe(`${at}.availabilityZones[${index}]`, each, "an Availability Zone, such as us-east-1a")],
    ),
  ];
}

function validateCount(at: string, values: readonly string[] | undefined, max: number): string[] {
  if (values === undefined) return [];
  return [
    ...(values.length > 0 && values.length <= max
      ? []
      : [`${at} has ${values.length} values: must have 1 to ${max}, or be left out`]),
    ...validateUnique(at, values),
  ];
}
