import { type Evaluation, evaluate } from "../policies/evaluate";
import { type Config, regionOf } from "./config";
import { type CostReport, costOf } from "./cost";
import type { PlannedResource } from "./engine/plan";
import { stackType } from "./engine/urn";

/** What there is to say about a plan as it is. */
export interface Assessment {
  policies: Evaluation;
  cost: CostReport;
}

/** Holds a plan against the policies and prices it. */
export function assess(resources: readonly PlannedResource[], config: Config): Assessment {
  return {
    policies: evaluate(resources.filter(({ type }) => type !== stackType)),
    cost: priceOf(resources, regionOf(config)),
  };
}

/** Prices a plan. */
export function priceOf(resources: readonly PlannedResource[], region: string): CostReport {
  return costOf(resources, { region });
}

/** Whether a plan may not go ahead as it is. */
export function isForbidden({ findings, mistakes }: Evaluation): boolean {
  return mistakes.length > 0 || findings.some(({ enforcement }) => enforcement === "mandatory");
}
