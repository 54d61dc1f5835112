import type { PlannedResource } from "../engine/plan";
import type { Reason } from "./step";

/**
 * An update that takes the volume of EBS from an ECS service: the AWS provider sends no empty list of volumes, so that ECS looks for the
 * former one in the new task definition.
 * @see https://github.com/hashicorp/terraform-provider-aws/pull/49185 (open, read 2026-11-22)
 */
export function keptVolume(base: PlannedResource, head: PlannedResource): Reason | undefined {
  if (!head.type.startsWith("aws:ecs/service:")) return undefined;
  if (base.inputs.volumeConfiguration === undefined || head.inputs.volumeConfiguration !== undefined) {
    return undefined;
  }
  return {
    because: "the AWS provider takes the volume from no ECS service that runs",
    instead: 'Replace it: replaceOnChanges: ["volumeConfiguration"].',
    error: "InvalidParameterException",
  };
}
