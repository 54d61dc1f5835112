import { instanceTypeName } from "../../../facts/ecs-instances";
import { availabilityZoneName, placementLimits, placementStrategyNames } from "../../../facts/task-placement";
import { boolean, choice, list, object, onlyOn, string } from "../../toolkit/kinds";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

const { strategies, values } = placementLimits;

/** How the tasks of a service are placed on instances. */
export const placementSchema = onlyOn(
  ["ecs"],
  object(
    {
      strategies: list(
        choice(placementStrategyNames, "A strategy."),
        { ...strategies, allowed: `a list of ${strategies.min} to ${strategies.max} strategies` },
        "How ECS chooses among instances with room, the first strategy first: spread-zones and spread-instances make tasks even " +
          "over them; binpack-memory and binpack-cpu take the fullest, so that others get empty and end; random. Default: " +
          "spread-zones, binpack-memory.",
      ),
      distinctInstance: boolean(
        "Whether no two tasks of the service run on one instance. A deployment needs one instance more than tasks then, or a lower " +
          "minimumHealthyPercent. Default: false.",
      ),
      instanceTypes: list(
        string(instanceTypeName, "an instance type such as m7g.large", "A type of EC2 instances."),
        { ...values, allowed: `a list of ${values.min} to ${values.max} instance types` },
        "Types of the instances that it runs on, of those of ecs.instances.types. Default: all.",
      ),
      availabilityZones: list(
        string(availabilityZoneName, "an Availability Zone such as us-east-1a", "A zone."),
        { ...values, allowed: `a list of ${values.min} to ${values.max} Availability Zones` },
        "Availability Zones of the instances that it runs on; ECS doesn't rebalance its tasks then. Default: those of the network.",
      ),
    },
    "How its tasks are placed on instances of Auto Scaling groups (compute: ec2). On Fargate and Managed Instances AWS places them.",
  ),
);

/** Adds errors for a placement of a service that runs on EKS too, and for values that are in a list twice. */
export function validatePlacement(
  at: string[],
  { placement }: { placement?: Readonly<Record<string, unknown>> | undefined },
  running: readonly string[],
  errors: ValidationErrors,
): void {
  if (placement === undefined) return;
  const path: Path = [...at, "placement"];
  if (running.includes("eks") && !errors.has(path)) {
    errors.add(path, "is of ECS alone: remove it, or set platforms: [ecs] for the service.");
  }
  for (const [key, listed] of Object.entries(placement)) {
    if (!Array.isArray(listed)) continue;
    for (const [index, value] of listed.entries()) {
      const own = [...path, key, index];
      if (listed.indexOf(value) !== index && !errors.has(own)) {
        errors.add(own, `is ${errors.format(own, value)}, which is already in the list.`);
      }
    }
  }
}
