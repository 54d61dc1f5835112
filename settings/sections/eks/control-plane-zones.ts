import { vpcLimits } from "../../../facts/vpc-limits";
import { integer } from "../../toolkit/kinds";
import { formatPath } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** Zones of the control plane. */
export const controlPlaneZonesSchema = integer(
  vpcLimits.availabilityZones,
  "Number of zones that the control plane's network interfaces are in, the first of the network's. EKS never changes it, " +
    "so that it stays while network.availabilityZones changes: set it only for a cluster that was created with more. " +
    "Default: 2; in an existing VPC, the zones of all its subnets.",
);

/** Adds an error for zones that the network doesn't have. */
export function validateControlPlane(
  zones: number | undefined,
  availabilityZones: number | undefined,
  errors: ValidationErrors,
): void {
  const path = ["eks", "controlPlaneZones"];
  if (zones === undefined || errors.has(path) || errors.has(["network"])) return;
  if (availabilityZones === undefined) {
    errors.add(path, `can't be combined with ${formatPath(["network", "existing"])}.`);
  } else if (zones > availabilityZones) {
    const network = formatPath(["network", "availabilityZones"]);
    errors.add(path, `is ${zones}, but must be at most ${network}, ${availabilityZones}.`);
  }
}
