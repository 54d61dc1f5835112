import type { Stack } from "./stack";
import type { Properties } from "./values";

/** What a stack is for: see `aws-containers:tier`. */
export type Tier = "dev" | "prod";

/** What a violation does: fail the plan, or only be shown. `off` leaves the rule out. */
export type Enforcement = "mandatory" | "advisory" | "off";

/** How bad it would be to run with a violation. */
export type Severity = "low" | "medium" | "high" | "critical";

/** A resource as a plan or a state has it. Property values may be in the form of Pulumi's protocol (unknown, secret …). */
export interface PlannedResource {
  urn: string;
  type: string;
  /** Logical name. */
  name: string;
  /** What the program, or the component that made it, asked for. */
  inputs: Record<string, unknown>;
  /** URN of the parent. */
  parent?: string;
  /** URNs that a property was computed from, by property. */
  propertyDependencies?: Record<string, readonly string[]>;
}

/** A resource whose values rules can read. */
export interface Resource extends Omit<PlannedResource, "inputs"> {
  inputs: Properties;
}

/** One thing that every plan must meet. */
export interface Rule {
  /** Stable name in kebab-case, which waivers and policy configurations use. */
  id: string;
  /** What must be so, in a sentence. */
  title: string;
  /** Controls of AWS Security Hub or the CIS EKS Benchmark that it answers, or "AWS guidance". */
  controls: readonly string[];
  /** Page that explains why. */
  url: string;
  severity: Severity;
  /** What a violation does in each tier. */
  enforcement: Readonly<Record<Tier, Enforcement>>;
  /** Types of the resources that it looks at. */
  types: readonly string[];
  /** Whether one resource says enough. If not, the Pulumi engine asks only after it has seen the whole stack. */
  needs: "resource" | "stack";
  /**
   * What is wrong with a resource of one of the types, and what to set instead; nothing where values are unknown.
   * Values of environment variables and the like never appear in it.
   */
  check(resource: Resource, stack: Stack): string[];
}

/** Protects people or data in every tier. */
export const always = { dev: "mandatory", prod: "mandatory" } as const;

/** Where dev may be cheap or quick to throw away. */
export const inProd = { dev: "advisory", prod: "mandatory" } as const;

/** Makes sense in prod alone. */
export const onlyInProd = { dev: "off", prod: "mandatory" } as const;

/** Page of a Security Hub control such as `ECS.5`. */
export function securityHub(control: string): string {
  const service = control.split(".", 1)[0]?.toLowerCase();
  return `https://docs.aws.amazon.com/securityhub/latest/userguide/${service}-controls.html#${control.toLowerCase().replace(".", "-")}`;
}

/** Page of the CIS benchmark for EKS. */
export const cisEks = "https://www.cisecurity.org/benchmark/kubernetes";
