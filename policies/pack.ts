import {
  type Policies,
  PolicyPack,
  type PolicyResource,
  type ReportViolation,
  type ResourceValidationArgs,
  type StackValidationArgs,
} from "@pulumi/policy";
import { Config } from "@pulumi/pulumi";
import { evaluate, type Finding } from "./evaluate";
import type { PlannedResource } from "./resource";
import type { Rule, Severity } from "./rule";
import { rules } from "./rules";
import { type Tier, tierOf } from "./tier";
import { readableProperties, unknown } from "./values";

// The rules for the Pulumi engine: `pulumi preview --policy-pack policies`, `pulumi policy analyze --policy-pack policies`.
//
// The engine sends each resource's inputs before it creates the resource, and the outputs of the whole stack at the end. Rules
// check inputs, so these are kept for the rules that need the whole stack.
const planned = new Map<string, PlannedResource>();

/** Resource policies stop a resource before it is created; stack policies run at the end of the preview. */
const policies: Policies = [
  {
    name: "waivers-in-use",
    description: "Each waiver in policies/waivers.ts is needed",
    enforcementLevel: "mandatory",
    validateResource: ({ urn, type, name, props, opts }) => {
      planned.set(urn, { urn, type, name, inputs: known(props), parent: opts.parent });
    },
    validateStack: (args, report) => {
      for (const error of evaluate(planOf(args), { tier: currentTier() }).errors) report(error);
    },
  },
  ...rules.map((rule) => {
    const { id, title, severity, controls, url } = rule;
    const description = `${title} (${controls.join(", ")})`;
    const policy = { name: id, description, enforcementLevel: "mandatory", severity, url } as const;
    return rule.needs === "resource"
      ? { ...policy, validateResource: resourceCheck(rule) }
      : { ...policy, validateStack: stackCheck(rule) };
  }),
];

new PolicyPack("aws-containers", { policies });

function resourceCheck(rule: Rule) {
  return ({ urn, type, provider }: ResourceValidationArgs, report: ReportViolation): void => {
    const resource = planned.get(urn);
    if (!resource || !rule.types.includes(type)) return;
    const { findings } = evaluate([resource], { rules: [rule], tier: currentTier(provider) });
    reportAll(findings, report);
  };
}

function stackCheck(rule: Rule) {
  return (args: StackValidationArgs, report: ReportViolation): void => {
    reportAll(evaluate(planOf(args), { rules: [rule], tier: currentTier() }).findings, report);
  };
}

/** Takes a violation with its own level. */
type ReportWithLevel = (violation: {
  message: string;
  urn: string;
  severity: Severity;
  /** Absent where the policy's own level applies, which can be configured. */
  enforcementLevel?: "advisory";
}) => void;

function reportAll(findings: readonly Finding[], report: ReportViolation): void {
  for (const { title, controls, message, urn, severity, enforcement } of findings) {
    const level = enforcement === "advisory" ? ({ enforcementLevel: "advisory" } as const) : {};
    const text = `${title} (${controls.join(", ")}).\n${message}`;
    // The SDK accepts one (see makeReportViolationFun in its server.js); its types don't have it.
    (report as unknown as ReportWithLevel)({ message: text, urn, severity, ...level });
  }
}

/** The tier of the provider that a resource uses, or of all of them: see `tierOf`. */
function currentTier(provider?: { type: string; props: Record<string, unknown> }): Tier {
  const own = provider ? [{ type: provider.type, inputs: readableProperties(known(provider.props)) }] : [];
  const others = [...planned.values()]
    .filter(({ type }) => type === "pulumi:providers:aws")
    .map(({ type, inputs }) => ({ type, inputs: readableProperties(inputs) }));
  return tierOf([...own, ...others], new Config("aws-containers").get("tier"));
}

/** The inputs of all resources; the outputs of those that this run doesn't send, as in `pulumi policy analyze`. */
function planOf({ resources }: StackValidationArgs): PlannedResource[] {
  return resources.map((resource) => {
    const { urn, type, name, parent, props } = resource;
    const inputs = planned.get(urn)?.inputs ?? known(props);
    return { urn, type, name, inputs, parent: parent?.urn, propertyDependencies: urnsIn(resource) };
  });
}

function urnsIn({ propertyDependencies }: PolicyResource): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(propertyDependencies).map(([name, sources]) => [name, sources.map(({ urn }) => urn)]),
  );
}

/** A copy of properties that throw where they are unknown; the copy has `unknown` there. */
function known(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(properties).map((name) => [name, copy(() => properties[name])]));
}

function copy(read: () => unknown): unknown {
  try {
    const value = read();
    if (Array.isArray(value))
      return Array.from({ length: value.length }, (_, index) => copy(() => value[index]));
    return isRecord(value) ? known(value) : value;
  } catch {
    return unknown;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
