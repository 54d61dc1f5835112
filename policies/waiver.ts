import type { Resource, Rule, Tier } from "./rule";

/** A violation that is there on purpose. */
export interface Waiver {
  /** Id of the rule. */
  rule: string;
  /** The resources, as type::name, where `*` stands for any text: `aws:lb/listener:Listener::ecs-http`. */
  resources: string;
  /** The tiers that it holds in. */
  tiers: readonly Tier[];
  /** The stacks that it holds in. Default: all of the tiers. */
  stacks?: readonly string[];
  /** Why this is right, or until when. */
  reason: string;
}

/** Whether a waiver holds in a stack. */
export function holds(waiver: Waiver, tier: Tier, stack: string | undefined): boolean {
  return (
    waiver.tiers.includes(tier) && (!waiver.stacks || (stack !== undefined && waiver.stacks.includes(stack)))
  );
}

/** Whether a waiver is about a resource. */
export function isAbout(waiver: Waiver, { type, name }: Pick<Resource, "type" | "name">): boolean {
  const pattern = waiver.resources.split("*").map(literal).join(".*");
  return new RegExp(`^${pattern}$`, "s").test(`${type}::${name}`);
}

/** What is wrong with a waiver in itself, whatever the stack. */
export function mistakesIn(waiver: Waiver, rules: readonly Rule[]): string[] {
  const shown = `Waiver of ${waiver.rule} for ${waiver.resources}`;
  return [
    ...(rules.some(({ id }) => id === waiver.rule) ? [] : [`${shown}: there is no such rule.`]),
    ...(waiver.reason.trim() === "" ? [`${shown}: say the reason.`] : []),
    ...(waiver.tiers.length === 0 ? [`${shown}: name a tier that it holds in.`] : []),
  ];
}

function literal(text: string): string {
  return text.replace(/[\\^$.|?+()[\]{}]/g, "\\$&");
}
