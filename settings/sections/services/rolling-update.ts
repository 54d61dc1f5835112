import { rollingDefaults } from "../../../facts/ecs-deployments";
import { serviceLimits } from "../../../facts/service-limits";
import { withDefault } from "../../toolkit/defaults";
import { integer } from "../../toolkit/kinds";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** How replicas are replaced by those of the next deployment. */
export const rollingUpdateKeys = {
  drainSeconds: withDefault(
    5,
    integer(
      serviceLimits.drainSeconds,
      "Seconds that a replica has for open requests after the load balancer stops sending it new ones, before it gets SIGTERM. " +
        "Longer ones are cut off at each deployment and scale-in.",
    ),
  ),
  minimumHealthyPercent: withDefault(
    rollingDefaults.minimumHealthyPercent,
    integer(
      serviceLimits.minimumHealthyPercent,
      "Share of the replicas, in percent, that stay healthy during a deployment.",
    ),
  ),
  maximumPercent: withDefault(
    rollingDefaults.maximumPercent,
    integer(
      serviceLimits.maximumPercent,
      "Share of the replicas, in percent, that run at most during a deployment: the higher, the faster. Above " +
        "minimumHealthyPercent.",
    ),
  ),
};

type Given = { [Key in keyof typeof rollingUpdateKeys]?: number | undefined };

/** Adds an error where no replica could be stopped, and no further one started. */
export function validateRollingUpdate(at: Path, given: Given, errors: ValidationErrors): void {
  const {
    minimumHealthyPercent = rollingDefaults.minimumHealthyPercent,
    maximumPercent = rollingDefaults.maximumPercent,
  } = given;
  if (minimumHealthyPercent === 100 && maximumPercent === 100) {
    errors.add(
      [...at, "maximumPercent"],
      `is ${errors.format(at, 100)}, but must be above minimumHealthyPercent, which is 100: no replica could be replaced.`,
    );
  }
}
