import { completeCapacity } from "../complete-service";
import type { CompleteJob } from "../job";
import type { Compute, PlacedService } from "./compute/compute";

/** What decides on the capacity providers of a job, as of a service. */
export function placedJob(
  job: Pick<CompleteJob, "architecture" | "capacity" | "compute" | "gpu">,
): PlacedService {
  return { ...job, capacity: completeCapacity(job.capacity) };
}

/** What the tasks of a job run on, as arguments by which Step Functions runs one. */
export function runPlacement(compute: Compute, job: PlacedService): object {
  const { platformVersion, orderedPlacementStrategies } = compute.placement({});
  return {
    CapacityProviderStrategy: compute.strategies(job).map(({ capacityProvider, weight }) => ({
      CapacityProvider: capacityProvider,
      Weight: weight,
    })),
    ...(platformVersion && { PlatformVersion: platformVersion }),
    ...(orderedPlacementStrategies && {
      PlacementStrategy: orderedPlacementStrategies.map(({ type, field }) => ({ Type: type, Field: field })),
    }),
  };
}
