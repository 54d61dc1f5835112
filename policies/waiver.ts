import type { Resource } from "./resource";
import type { Rule } from "./rule";
import type { Tier } from "./tier";

/** An intended violation. */
export interface Waiver {
  /** Id of the rule. */
  rule: string;
  /** The resources, as type::name, where `*` matches any text: `aws:lb/listener:Listener::ecs-http`. */
  resources: string;
  /** The tiers that it applies to. */
  tiers: readonly Tier[];
  /** The stacks that it applies to. Default: all of the tiers. */
  stacks?: readonly string[];
  /** Why the violation is intended, or until when. */
  reason: string;
}

/** Whether a waiver applies to a stack. */
export function appliesTo(waiver: Waiver, tier: Tier, stack: string | undefined): boolean {
  return (
    waiver.tiers.includes(tier) && (!waiver.stacks || (stack !== undefined && waiver.stacks.includes(stack)))
  );
}

/** Whether a waiver names a resource. */
export function matches(waiver: Waiver, { type, name }: Pick<Resource, "type" | "name">): boolean {
  const resource = `${type}::${name}`;
  const [start = "", ...others] = waiver.resources.split("*");
  const end = others.pop();
  if (end === undefined) return resource === start;
  if (!resource.startsWith(start)) return false;
  let position = start.length;
  for (const text of others) {
    const found = resource.indexOf(text, position);
    if (found < 0) return false;
    position = found + text.length;
  }
  return resource.length - end.length >= position && resource.endsWith(end);
}

/** Mistakes in a waiver itself, independent of the stack. */
export function waiverErrors(waiver: Waiver, rules: readonly Rule[]): string[] {
  const label = labelOf(waiver);
  return [
    ...(rules.some(({ id }) => id === waiver.rule) ? [] : [`${label}: there is no such rule.`]),
    ...(waiver.reason.trim() === "" ? [`${label}: the reason is missing.`] : []),
    ...(waiver.tiers.length === 0 ? [`${label}: name at least one tier.`] : []),
  ];
}

/** What messages call a waiver. */
export function labelOf({ rule, resources }: Waiver): string {
  return `Waiver of ${rule} for ${resources}`;
}
