import type * as aws from "@pulumi/aws";
import type { CompleteService } from "../complete-service";

/** With a weight of 0, On-Demand capacity takes the base alone: weights count only beyond the base. */
export function strategiesOf({
  base,
  onDemand,
  spot,
}: CompleteService["capacity"]): aws.types.input.ecs.ServiceCapacityProviderStrategy[] {
  const fargate = { capacityProvider: "FARGATE", base, weight: onDemand };
  const fargateSpot = { capacityProvider: "FARGATE_SPOT", weight: spot };
  return [...(base > 0 || onDemand > 0 ? [fargate] : []), ...(spot > 0 ? [fargateSpot] : [])];
}
