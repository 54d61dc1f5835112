import type { Cloud, Instance, Obstacle } from "./step";

/** A listener or a rule that forwards to a target group which another load balancer has already. */
export const targetGroupElsewhere: Obstacle = (resource, cloud) => {
  const created = { resource, stays: true };
  const wanted = targetGroupsOf(created, cloud);
  const own = loadBalancerOf(created, cloud);
  if (wanted.length === 0 || own === undefined) return undefined;
  for (const other of cloud) {
    const theirs = loadBalancerOf(other, cloud);
    if (theirs === undefined || theirs === own) continue;
    if (targetGroupsOf(other, cloud).some((targetGroup) => wanted.includes(targetGroup))) {
      return {
        because: `its target group belongs to another load balancer by ${other.resource.name}, and a target group has one only`,
        instead: "Give the other load balancer a target group of its own, under another logical name.",
        error: "TargetGroupAssociationLimit",
      };
    }
  }
  return undefined;
};

const isListener = (type: string) => /^aws:(lb|alb)\/listener:/.test(type);
const isRule = (type: string) => /^aws:(lb|alb)\/listenerRule:/.test(type);

/** The target groups that a listener or a rule forwards to. */
function targetGroupsOf({ resource, stays }: Instance, cloud: Cloud): string[] {
  const { type, propertyDependencies } = resource;
  const property = isRule(type) ? "actions" : "defaultActions";
  if (!isRule(type) && !isListener(type)) return [];
  return (propertyDependencies[property] ?? [])
    .filter((urn) => /[:$]aws:(lb|alb)\/targetGroup:/.test(urn))
    .map((urn) => identityOf(urn, stays, cloud));
}

/** The load balancer that a listener or a rule belongs to. */
function loadBalancerOf({ resource, stays }: Instance, cloud: Cloud): string | undefined {
  const { type, propertyDependencies } = resource;
  if (isListener(type)) {
    const urn = (propertyDependencies.loadBalancerArn ?? []).find((each) =>
      /[:$]aws:(lb|alb)\/loadBalancer:/.test(each),
    );
    return urn && identityOf(urn, stays, cloud);
  }
  const [listenerUrn] = isRule(type) ? (propertyDependencies.listenerArn ?? []) : [];
  const listeners = [...cloud].filter((other) => other.resource.urn === listenerUrn);
  const listener = listeners.find((other) => other.stays === stays) ?? listeners[0];
  return listener && loadBalancerOf(listener, cloud);
}

/** What goes refers to the one that goes of two with the same URN, of which one replaces the other. */
function identityOf(urn: string, stays: boolean, cloud: Cloud): string {
  const isReplaced = [...cloud].filter(({ resource }) => resource.urn === urn).length > 1;
  return isReplaced ? `${urn} ${stays}` : urn;
}
