import { serviceLimits } from "../../../facts/service-limits";
import type { Complete } from "../../toolkit/defaults";
import { withDefault } from "../../toolkit/defaults";
import { integer, object, onlyOn } from "../../toolkit/kinds";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

const { replicas, utilizationPercent, requestsPerTask } = serviceLimits;

/** A service's number of replicas. */
export const scalingSchema = withDefault(
  {},
  object(
    {
      min: withDefault({ dev: 1, prod: 3 }, integer(replicas, "Minimum number of replicas. At most max.")),
      max: withDefault(
        { dev: 4, prod: 12 },
        integer(
          replicas,
          "Maximum number of replicas. At least min; equal to min, the service doesn't scale.",
        ),
      ),
      cpuPercent: withDefault(60, integer(utilizationPercent, "Target average CPU utilization, in percent.")),
      memoryPercent: integer(
        utilizationPercent,
        "Target average memory utilization, in percent. Default: not used for scaling.",
      ),
      requestsPerTask: onlyOn(
        ["ecs"],
        integer(requestsPerTask, "Target requests per minute per task. Default: not used for scaling."),
      ),
    },
    "How many replicas run: tasks on ECS, pods on EKS.",
  ),
);

type Given = { min?: number | undefined; max?: number | undefined };

/** A default gives way where only the other bound is set. */
export function scalingSettings(
  given: Given | undefined,
  scaling: Complete<typeof scalingSchema>,
): Complete<typeof scalingSchema> {
  return {
    ...scaling,
    min: given?.min ?? Math.min(scaling.min, scaling.max),
    max: given?.max ?? Math.max(scaling.max, scaling.min),
  };
}

/** Adds an error where min is above max. */
export function validateScaling(at: Path, given: Given | undefined, errors: ValidationErrors): void {
  const { min, max } = given ?? {};
  if (min !== undefined && max !== undefined && min > max) {
    errors.add(
      [...at, "scaling", "min"],
      `is ${errors.format(at, min)}, but can't be above max, which is ${errors.format(at, max)}.`,
    );
  }
}
