import type { PlannedResource } from "../engine/plan";
import type { Value } from "../engine/value";
import { type Cloud, type Obstacle, sourceName } from "./step";

/** A listener or a rule that forwards to a target group which another load balancer has already. */
export const targetGroupElsewhere: Obstacle = (resource, cloud) => {
  const wanted = targetGroupsOf(resource);
  const own = loadBalancerOf(resource, cloud);
  if (wanted.length === 0 || own === undefined) return undefined;
  for (const { resource: other } of cloud) {
    const theirs = other === resource ? undefined : loadBalancerOf(other, cloud);
    if (theirs === undefined || theirs === own) continue;
    if (targetGroupsOf(other).some((arn) => wanted.includes(arn))) {
      return {
        because: `its target group belongs to another load balancer by ${other.name}, and a target group has one only`,
        instead: "Give the other load balancer a target group of its own, under another logical name.",
        error: "TargetGroupAssociationLimit",
      };
    }
  }
  return undefined;
};

/** ARNs of the target groups that a listener or a rule forwards to. */
function targetGroupsOf({ type, inputs }: PlannedResource): string[] {
  const isForwarding = /^aws:(lb|alb)\/listener(Rule)?:/.test(type);
  return isForwarding ? targetGroupsIn([inputs.actions, inputs.defaultActions]) : [];
}

function targetGroupsIn(value: Value | undefined): string[] {
  if (typeof value === "string") return value.includes(":targetgroup/") ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(targetGroupsIn) : [];
}

/** The load balancer that a listener or a rule belongs to, by its name and ARN. */
function loadBalancerOf(resource: PlannedResource, cloud: Cloud): string | undefined {
  if (/^aws:(lb|alb)\/listener:/.test(resource.type)) {
    return `${sourceName(resource, "loadBalancerArn")} ${String(resource.inputs.loadBalancerArn)}`;
  }
  if (!/^aws:(lb|alb)\/listenerRule:/.test(resource.type)) return undefined;
  const [listener] = [...cloud].filter(
    ({ resource: other }) =>
      /^aws:(lb|alb)\/listener:/.test(other.type) && other.outputs.arn === resource.inputs.listenerArn,
  );
  return listener && loadBalancerOf(listener.resource, cloud);
}
