import type { Enforcement, PlannedResource, Resource, Rule, Severity, Tier } from "./rule";
import { rules as allRules } from "./rules";
import { Stack } from "./stack";
import { tierOfProviders } from "./tier";
import { hasUnknown } from "./values";
import { holds, isAbout, mistakesIn, type Waiver } from "./waiver";
import { waivers as allWaivers } from "./waivers";

/** A violated rule. */
export interface Finding {
  /** Id of the rule. */
  rule: string;
  title: string;
  controls: readonly string[];
  url: string;
  severity: Severity;
  enforcement: Exclude<Enforcement, "off">;
  /** URN of the resource that violates it. */
  urn: string;
  /** What is wrong and what to set. */
  message: string;
}

/** A violation that is there on purpose. */
export interface WaivedFinding extends Finding {
  reason: string;
}

/** How a stack does. */
export interface Evaluation {
  tier: Tier;
  /** Violations, those that fail the plan first, then by severity, rule and URN. */
  findings: Finding[];
  /** Violations with a reason, in the same order. */
  waived: WaivedFinding[];
  /** What is wrong with the waivers; each fails the plan. */
  mistakes: string[];
}

/** What to hold a stack against. */
export interface EvaluationOptions {
  /** Default: that of the stack's AWS provider (see `tierOfProviders`), or else prod, the stricter one. */
  tier?: Tier;
  /** Default: those of waivers.ts. */
  waivers?: readonly Waiver[];
  /** Default: all. */
  rules?: readonly Rule[];
}

/** Holds a whole stack against the rules. Values may be in the form of Pulumi's protocol, so that secrets and unknowns are told. */
export function evaluate(planned: Iterable<PlannedResource>, options: EvaluationOptions = {}): Evaluation {
  const stack = new Stack(planned);
  const { rules = allRules, waivers = allWaivers } = options;
  const tier = options.tier ?? tierOfProviders(stack.resources) ?? "prod";
  const current = waivers.filter((waiver) => holds(waiver, tier, stackName(stack)));
  const found = rules.flatMap((rule) =>
    stack.ofType(...rule.types).flatMap((resource) => findingsOf(rule, resource, stack, tier)),
  );
  const reasoned = found.map((finding) => ({ ...finding, reason: reasonFor(finding, stack, current) }));
  return {
    tier,
    findings: found.filter((finding) => reasonFor(finding, stack, current) === undefined).sort(byGravity),
    waived: reasoned
      .filter((finding): finding is WaivedFinding => finding.reason !== undefined)
      .sort(byGravity),
    mistakes: [
      ...waivers.flatMap((waiver) => mistakesIn(waiver, rules)),
      ...current.flatMap((waiver) => uselessness(waiver, rules, found, stack, tier)),
    ],
  };
}

/** Holds one resource against one rule. */
export function findingsOf(rule: Rule, resource: Resource, stack: Stack, tier: Tier): Finding[] {
  const enforcement = rule.enforcement[tier];
  if (enforcement === "off") return [];
  const { id, title, controls, url, severity } = rule;
  return rule.check(resource, stack).map((message) => ({
    rule: id,
    title,
    controls,
    url,
    severity,
    enforcement,
    urn: resource.urn,
    message,
  }));
}

/** The stack's name, which every URN has. */
function stackName(stack: Stack): string | undefined {
  return stack.resources[0]?.urn.split("::", 1)[0]?.split(":")[2];
}

function reasonFor(finding: Finding, stack: Stack, waivers: readonly Waiver[]): string | undefined {
  const resource = stack.get(finding.urn);
  return waivers.find((waiver) => waiver.rule === finding.rule && resource && isAbout(waiver, resource))
    ?.reason;
}

/** Why a waiver has nothing to waive, as far as the plan's values are known. */
function uselessness(
  waiver: Waiver,
  rules: readonly Rule[],
  found: readonly Finding[],
  stack: Stack,
  tier: Tier,
): string[] {
  const rule = rules.find(({ id }) => id === waiver.rule);
  const looked = rule ? stack.ofType(...rule.types) : [];
  const named = looked.filter((resource) => isAbout(waiver, resource));
  const shown = `Waiver of ${waiver.rule} for ${waiver.resources}`;
  if (looked.length > 0 && named.length === 0) {
    return [`${shown}: it matches nothing; the stack has ${namesOf(looked)}.`];
  }
  const needed = found.some(
    ({ rule: id, urn }) => id === waiver.rule && named.some((resource) => resource.urn === urn),
  );
  const certain = named.every(({ inputs }) => Object.keys(inputs).length > 0 && !hasUnknown(inputs));
  return rule?.enforcement[tier] === "mandatory" && named.length > 0 && certain && !needed
    ? [`${shown}: it is needed no more; take it out of policies/waivers.ts, or out of this tier or stack.`]
    : [];
}

function namesOf(resources: readonly Resource[]): string {
  const names = resources.slice(0, 3).map(({ type, name }) => `${type}::${name}`);
  return names.join(", ") + (resources.length > 3 ? " …" : "");
}

const severities: readonly Severity[] = ["critical", "high", "medium", "low"];

function byGravity(one: Finding, other: Finding): number {
  return (
    Number(one.enforcement !== "mandatory") - Number(other.enforcement !== "mandatory") ||
    severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
    one.rule.localeCompare(other.rule, "en") ||
    one.urn.localeCompare(other.urn, "en")
  );
}
