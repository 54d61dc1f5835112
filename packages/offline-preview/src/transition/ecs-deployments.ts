import type { PlannedResource } from "../engine/plan";
import type { PropertyMap } from "../engine/value";
import { listOf, valueAt } from "../engine/value-at";
import type { Reason } from "./step";

/** What AWS says of an update by which a setting stays that the program no longer has. */
export const keptSilently = "nothing: the setting stays without a word";

/**
 * An update that takes all lifecycle hooks from an ECS service, such as one that waits for an approval: the AWS provider sends no empty
 * list, and ECS keeps what isn't sent.
 * @see https://github.com/hashicorp/terraform-provider-aws/pull/47096 (open, read 2026-11-22)
 */
export function keptLifecycleHooks(base: PlannedResource, head: PlannedResource): Reason | undefined {
  if (!head.type.startsWith("aws:ecs/service:")) return undefined;
  if (hooksOf(base.inputs) === 0 || hooksOf(head.inputs) > 0) return undefined;
  return {
    because:
      "the AWS provider sends no empty list of lifecycle hooks, so that deployments still wait for them",
    instead:
      "After the update run aws ecs update-service --cluster … --service … --deployment-configuration lifecycleHooks=[], and approve the deployment that waits.",
    error: keptSilently,
  };
}

function hooksOf({ deploymentConfiguration }: PropertyMap): number {
  return listOf(valueAt(deploymentConfiguration, "lifecycleHooks")).length;
}
