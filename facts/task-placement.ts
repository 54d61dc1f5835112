/**
 * How ECS chooses an instance for a task, in ECS's words, and what each is called there.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html (read 2026-11-21)
 */
export const placementStrategies = {
  "spread-zones": { type: "spread", field: "attribute:ecs.availability-zone" },
  "spread-instances": { type: "spread", field: "instanceId" },
  "binpack-memory": { type: "binpack", field: "memory" },
  "binpack-cpu": { type: "binpack", field: "cpu" },
  random: { type: "random" },
} as const;

/** How ECS chooses an instance for a task. */
export type PlacementStrategy = keyof typeof placementStrategies;

/** All strategies. */
export const placementStrategyNames = [
  "spread-zones",
  "spread-instances",
  "binpack-memory",
  "binpack-cpu",
  "random",
] as const satisfies readonly PlacementStrategy[];

/** Over the zones, and in each on the fullest instance with room, so that others get empty and end. */
export const defaultStrategies: readonly PlacementStrategy[] = ["spread-zones", "binpack-memory"];

/**
 * Strategies of a service at most, and values of a constraint, which ECS bounds by the length of its expression.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html (read 2026-11-21)
 */
export const placementLimits = { strategies: { min: 1, max: 5 }, values: { min: 1, max: 20 } } as const;

/**
 * Attributes that ECS gives every instance, by which a task can be placed.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html (read 2026-11-21)
 */
export const instanceAttributes = {
  instanceTypes: "ecs.instance-type",
  availabilityZones: "ecs.availability-zone",
} as const;

/** Name of an Availability Zone, such as us-east-1a. */
export const availabilityZoneName = /^[a-z]{2,4}(-[a-z]{2,12}){1,3}-\d{1,2}[a-z](-[a-z0-9-]{1,20})?$/;
