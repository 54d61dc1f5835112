import type * as aws from "@pulumi/aws";
import type { compatibilities } from "../../../facts/ecs-computes";
import type { CompleteService } from "../../complete-service";
import type { InstanceNetwork } from "./instance-security-group";
import type { PlacementInputs } from "./placement";

/** What decides on the capacity providers of a service. */
export type PlacedService = Pick<
  CompleteService,
  "architecture" | "capacity" | "compute" | "gpu" | "placement"
>;

/** The capacity providers that tasks run on, each with its share. */
export type CapacityProviderStrategies = aws.types.input.ecs.ServiceCapacityProviderStrategy[];

/** Name of a capacity provider. */
type CapacityProvider = CapacityProviderStrategies[number]["capacityProvider"];

/** One kind of what tasks run on: what the task definition and the ECS service say of it. */
export interface Compute {
  /** What its task definitions are compatible with. */
  readonly compatibility: (typeof compatibilities)[keyof typeof compatibilities];
  /** The network of its instances, which tasks share that have none of their own; undefined on Fargate. */
  readonly instances?: InstanceNetwork;
  /** What an ECS service says besides: the platform version, or how its tasks are placed on instances. */
  placement(service: Pick<PlacedService, "placement">): PlacementInputs;
  /** Whether there are capacity providers for a service. */
  has(service: PlacedService): boolean;
  /** The capacity providers of a service. With a weight of 0, On-Demand capacity takes the base alone. */
  strategies(service: PlacedService): CapacityProviderStrategies;
}

/** The On-Demand capacity provider of a service, whatever its capacity. */
export function onDemandProvider(compute: Compute, service: PlacedService): CapacityProvider {
  const capacity = { base: 0, onDemand: 1, spot: 0 };
  const [strategy] = compute.strategies({ ...service, capacity });
  if (strategy === undefined) throw new Error("There is no capacity provider for the service.");
  return strategy.capacityProvider;
}

/** The strategies of a service, where its compute has a capacity provider for each of On-Demand and Spot. */
export function strategiesOn(
  { onDemand, spot }: Readonly<Record<"onDemand" | "spot", CapacityProvider>>,
  { capacity }: Pick<PlacedService, "capacity">,
): CapacityProviderStrategies {
  const { base } = capacity;
  return [
    ...(base > 0 || capacity.onDemand > 0
      ? [{ capacityProvider: onDemand, base, weight: capacity.onDemand }]
      : []),
    ...(capacity.spot > 0 ? [{ capacityProvider: spot, weight: capacity.spot }] : []),
  ];
}
