import { ecsComputes, gpuLimits } from "../../../facts/ecs-computes";
import { choice, integer, onlyOn } from "../../toolkit/kinds";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** What the tasks of a service run on, and their GPUs. */
export const computeKeys = {
  compute: onlyOn(
    ["ecs"],
    choice(
      ecsComputes,
      "What its tasks run on: fargate; managed-instances, which ECS chooses and patches; or ec2, those of Auto Scaling groups. On EKS it has no effect. Default: ecs.compute.",
    ),
  ),
  gpu: onlyOn(
    ["ecs"],
    integer(
      gpuLimits,
      "GPUs of NVIDIA for each task, on instances of ECS, with architecture x86_64; g4dn.xlarge with one costs $384 per month. A " +
        "new account may run no instance with one until its quota is raised.",
    ),
  ),
};

/** Adds an error for GPUs of a service that runs on EKS too, where services have none. */
export function validateGpu(
  at: string[],
  { gpu }: { gpu?: number | undefined },
  running: readonly string[],
  errors: ValidationErrors,
): void {
  const path = [...at, "gpu"];
  if (gpu !== undefined && running.includes("eks") && !errors.has(path)) {
    errors.add(path, "needs instances of ECS: remove it, or set platforms: [ecs] for the service.");
  }
}
