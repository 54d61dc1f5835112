import type { PlannedResource } from "../engine/plan";
import { listOf, valueAt } from "../engine/value-at";

const gone =
  "requests get 503 if its tasks are in the second target group, which it gives up: see first whether that one has targets (aws elbv2 describe-target-health), and, if so, deploy once more with the strategy";

/**
 * What an update of an ECS service does to requests where ECS no longer shifts them between two target groups: rules forward to the
 * first one then, and after an odd number of such deployments the tasks are in the second.
 */
export function secondTargetGroup(base: PlannedResource, head: PlannedResource): string | undefined {
  if (!head.type.startsWith("aws:ecs/service:")) return undefined;
  return isShifted(base) && !isShifted(head) && listOf(head.inputs.loadBalancers).length > 0
    ? gone
    : undefined;
}

function isShifted({ inputs }: PlannedResource): boolean {
  return listOf(inputs.loadBalancers).some((each) => valueAt(each, "advancedConfiguration") !== undefined);
}
