import type { PlannedResource, Resource } from "./resource";
import { type Enforcement, enforcementIn, type Rule, ruleErrors, type Severity } from "./rule";
import { rules as allRules } from "./rules";
import { Stack } from "./stack";
import { type Tier, tierOf } from "./tier";
import { hasUnknown } from "./values";
import { appliesTo, labelOf, matches, type Waiver, waiverErrors } from "./waiver";
import { waivers as allWaivers } from "./waivers";

/** A violation. */
export interface Finding {
  /** Id of the rule. */
  rule: string;
  title: string;
  controls: readonly string[];
  url: string;
  severity: Severity;
  enforcement: Exclude<Enforcement, "off">;
  /** URN of the resource that violates the rule. */
  urn: string;
  /** What is wrong and what to set. */
  message: string;
}

/** An intended violation. */
export interface WaivedFinding extends Finding {
  reason: string;
}

/** The result for a stack. */
export interface Evaluation {
  tier: Tier;
  /** Violations: mandatory ones first, then by severity, rule and URN. */
  findings: Finding[];
  /** Violations that have a waiver, in the same order. */
  waived: WaivedFinding[];
  /** What is wrong with the rules and waivers themselves; each fails the plan. */
  errors: string[];
}

/** What to evaluate a stack against. */
export interface EvaluationOptions {
  /** Default: that of the stack (see `tierOf`). */
  tier?: Tier;
  /** Default: those of waivers.ts. */
  waivers?: readonly Waiver[];
  /** Default: all. */
  rules?: readonly Rule[];
}

/** Evaluates the rules for a whole stack. Values may be in the form of Pulumi's protocol, which marks secrets and unknowns. */
export function evaluate(planned: Iterable<PlannedResource>, options: EvaluationOptions = {}): Evaluation {
  const stack = new Stack(planned);
  const { rules = allRules, waivers = allWaivers } = options;
  const tier = options.tier ?? tierOf(stack.resources);
  const current = waivers.filter((waiver) => appliesTo(waiver, tier, stackName(stack)));
  const violations = rules.flatMap((rule) =>
    stack.ofType(...rule.types).flatMap((resource) => findingsOf(rule, resource, stack, tier)),
  );
  const findings: Finding[] = [];
  const waived: WaivedFinding[] = [];
  for (const finding of violations.sort(bySeverity)) {
    const reason = reasonFor(finding, stack, current);
    if (reason === undefined) findings.push(finding);
    else waived.push({ ...finding, reason });
  }
  return {
    tier,
    findings,
    waived,
    errors: [
      ...rules.flatMap(ruleErrors),
      ...waivers.flatMap((waiver) => waiverErrors(waiver, rules)),
      ...current.flatMap((waiver) => staleWaiver(waiver, rules, { violations, findings }, stack, tier)),
    ],
  };
}

function findingsOf(rule: Rule, resource: Resource, stack: Stack, tier: Tier): Finding[] {
  const enforcement = enforcementIn(rule, tier);
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

/** The stack's name, which is part of every URN. */
function stackName(stack: Stack): string | undefined {
  return stack.resources[0]?.urn.split("::", 1)[0]?.split(":")[2];
}

function reasonFor(finding: Finding, stack: Stack, waivers: readonly Waiver[]): string | undefined {
  const resource = stack.get(finding.urn);
  return waivers.find((waiver) => waiver.rule === finding.rule && resource && matches(waiver, resource))
    ?.reason;
}

/** Why a waiver is stale. It isn't where values that the rule may need are unknown. */
function staleWaiver(
  waiver: Waiver,
  rules: readonly Rule[],
  { violations, findings }: { violations: readonly Finding[]; findings: readonly Finding[] },
  stack: Stack,
  tier: Tier,
): string[] {
  const rule = rules.find(({ id }) => id === waiver.rule);
  const mandatory = rule !== undefined && enforcementIn(rule, tier) === "mandatory";
  const checked = rule ? stack.ofType(...rule.types) : [];
  const matching = checked.filter((resource) => matches(waiver, resource));
  if (checked.length > 0 && matching.length === 0) {
    // A stack may well have only others of the type, such as a Network Load Balancer alone, which meet an advisory rule.
    if (!mandatory && !findings.some(({ rule: id }) => id === waiver.rule)) return [];
    return [`${labelOf(waiver)}: it matches no resource; the stack has ${namesOf(checked)}.`];
  }
  const needed = violations.some(
    ({ rule: id, urn }) => id === waiver.rule && matching.some((resource) => resource.urn === urn),
  );
  const known = matching.every(({ inputs }) => Object.keys(inputs).length > 0 && !hasUnknown(inputs));
  return mandatory && matching.length > 0 && known && !needed
    ? [
        `${labelOf(waiver)}: it is no longer needed; remove it from policies/waivers.ts, or remove this tier or stack from it.`,
      ]
    : [];
}

function namesOf(resources: readonly Resource[]): string {
  const names = resources.slice(0, 3).map(({ type, name }) => `${type}::${name}`);
  return names.join(", ") + (resources.length > 3 ? " …" : "");
}

const severities: readonly Severity[] = ["critical", "high", "medium", "low"];

function bySeverity(one: Finding, other: Finding): number {
  return (
    Number(one.enforcement !== "mandatory") - Number(other.enforcement !== "mandatory") ||
    severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
    one.rule.localeCompare(other.rule, "en") ||
    one.urn.localeCompare(other.urn, "en")
  );
}
