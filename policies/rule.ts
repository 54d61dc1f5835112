import type { Resource } from "./resource";
import type { Stack } from "./stack";
import type { Tier } from "./tier";

/** What a violation does: fail the plan, or only be reported. `off` disables the rule. */
export type Enforcement = "mandatory" | "advisory" | "off";

/** How bad it would be to run with a violation. */
export type Severity = "low" | "medium" | "high" | "critical";

/** One requirement that every plan must meet. */
export interface Rule {
  /** Stable name in kebab-case, which waivers and policy configurations use. */
  id: string;
  /** The requirement, in a short sentence: "Tags are immutable". */
  title: string;
  /** Controls of AWS Security Hub or the CIS EKS Benchmark, or "AWS guidance". */
  controls: readonly string[];
  /** Page that explains the requirement. */
  url: string;
  severity: Severity;
  /** What a violation does: the same in each tier, or by tier. */
  enforcement: Enforcement | Readonly<Record<Tier, Enforcement>>;
  /** Types of the resources that it checks. */
  types: readonly string[];
  /** Whether it needs one resource or the whole stack. The Pulumi engine calls the latter at the end of the plan only. */
  needs: "resource" | "stack";
  /**
   * The violations of a resource of one of the types, each as "problem: what to set." None where values are unknown.
   * A message never contains values of environment variables, or others that may be secret.
   */
  check(resource: Resource, stack: Stack): string[];
}

/** Protects people or data, in every tier. */
export const always = "mandatory";

/** Where dev may be cheaper or easier to delete. */
export const inProd = { dev: "advisory", prod: "mandatory" } as const;

/** Reported in every tier, because a setting of the stack decides it. */
export const reported = "advisory";

/** What makes sense in prod only. */
export const onlyInProd = { dev: "off", prod: "mandatory" } as const;

/** Page of a Security Hub control such as `ECS.5`. */
export function securityHub(control: string): string {
  const service = control.split(".", 1)[0]?.toLowerCase();
  return `https://docs.aws.amazon.com/securityhub/latest/userguide/${service}-controls.html#${control.toLowerCase().replace(".", "-")}`;
}

/** Page of the CIS benchmark for EKS. */
export const cisEks = "https://www.cisecurity.org/benchmark/kubernetes";

const enforcements: readonly unknown[] = ["mandatory", "advisory", "off"] satisfies Enforcement[];

/** What a violation of a rule does in a tier. An invalid enforcement counts as mandatory: see `ruleErrors`. */
export function enforcementIn({ enforcement }: Rule, tier: Tier): Enforcement {
  const found = typeof enforcement === "string" ? enforcement : enforcement?.[tier];
  return enforcements.includes(found) ? found : "mandatory";
}

/** Mistakes in a rule itself: tsx runs rules without checking types. */
export function ruleErrors({ id, enforcement }: Rule): string[] {
  const given = typeof enforcement === "string" ? [enforcement] : [enforcement?.dev, enforcement?.prod];
  return given.every((one) => enforcements.includes(one))
    ? []
    : [
        `Rule ${id}: enforcement must be mandatory, advisory or off, or { dev, prod } with one of these each.`,
      ];
}
