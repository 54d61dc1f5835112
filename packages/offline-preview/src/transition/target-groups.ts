import { keptSilently } from "./ecs-deployments";
import type { Cloud, Instance, Obstacle, Refusal, Step } from "./step";

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

/**
 * Listener rules that should forward elsewhere, but whose actions the program leaves to somebody else: they go on forwarding to where they
 * did. ECS creates no service whose target group no rule forwards to.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html (read 2026-11-22)
 */
export function keptActions(steps: readonly Step[]): Refusal[] {
  return steps.flatMap((step): Refusal[] => {
    const { base, head } = step;
    if (base === undefined || head === undefined || !keepsActions(step)) return [];
    const [was] = targetsIn(base);
    const [is] = targetsIn(head);
    if (was === undefined || is === undefined || was === is) return [];
    return [
      {
        urn: head.urn,
        step: "update",
        because:
          `changes of its actions are ignored, so that it goes on forwarding to ${nameIn(was)}, not to ${nameIn(is)}, ` +
          "and ECS creates no service whose target group has no rule",
        instead: "First deploy what takes it over without ignoring them, then with it.",
        error: keptSilently,
      },
    ];
  });
}

/** The same steps, with such rules as the program asks for them: `keptActions` says what is wrong, once. */
export function withAskedActions(steps: readonly Step[]): Step[] {
  return steps.map((step) => (keepsActions(step) ? { ...step, operation: "update" } : step));
}

function keepsActions({ operation, head }: Step): boolean {
  const stays = operation === "same" || operation === "update";
  return stays && head !== undefined && isRule(head.type) && head.ignoreChanges.includes("actions");
}

const nameIn = (urn: string) => urn.slice(urn.lastIndexOf("::") + 2);

const isListener = (type: string) => /^aws:(lb|alb)\/listener:/.test(type);
/** Whether resources of a type are listener rules. */
export const isRule = (type: string) => /^aws:(lb|alb)\/listenerRule:/.test(type);

/** The target groups that a listener or a rule forwards to. */
function targetGroupsOf({ resource, stays }: Instance, cloud: Cloud): string[] {
  return targetsIn(resource).map((urn) => identityOf(urn, stays, cloud));
}

/** URNs of the target groups that a listener or a rule names in its actions. */
export function targetsIn({ type, propertyDependencies }: Instance["resource"]): string[] {
  const property = isRule(type) ? "actions" : "defaultActions";
  if (!isRule(type) && !isListener(type)) return [];
  return (propertyDependencies[property] ?? []).filter((urn) => /[:$]aws:(lb|alb)\/targetGroup:/.test(urn));
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
