/** A violated rule. */
export interface Finding {
  /** Id of the rule. */
  rule: string;
  title: string;
  /** Controls that the rule answers, such as ECS.5. */
  controls: readonly string[];
  /** Page that explains the rule. */
  url: string;
  severity: "low" | "medium" | "high" | "critical";
  enforcement: "mandatory" | "advisory";
  /** URN of the resource that violates it. */
  urn: string;
  /** What is wrong and what to set. */
  message: string;
}

/** A violation that is there on purpose. */
export interface WaivedFinding extends Finding {
  reason: string;
}

/** What the policies say of a plan. */
export interface PolicyReport {
  findings: Finding[];
  waived: WaivedFinding[];
  /** What is wrong with the policies themselves; each fails the plan. */
  mistakes: string[];
}

/** Whether a plan may not go ahead as it is. */
export function isForbidden({ findings, mistakes }: PolicyReport): boolean {
  return mistakes.length > 0 || findings.some(({ enforcement }) => enforcement === "mandatory");
}
