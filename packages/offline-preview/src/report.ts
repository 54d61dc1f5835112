import { type Assessment, assess, priceOf } from "./assessment";
import type { BasePlan } from "./base-plan";
import type { Format } from "./command-line";
import { regionOf } from "./config";
import { type CostDifference, costDifference } from "./cost";
import { compare, type Difference, formerNames } from "./diff";
import { render } from "./format";
import { isForbidden } from "./policy-report";
import type { Project } from "./project";
import type { Run } from "./run";
import type { Outcome } from "./session";

/** Everything that can be shown of a plan. */
export interface Report extends Outcome {
  /** Absent where the program failed. */
  assessment?: Assessment;
  /** What it changes, where it is compared with another plan. */
  comparison?: Comparison;
}

/** What a plan changes in another one. */
export interface Comparison extends Difference {
  /** Absent where the project has no prices. */
  cost?: CostDifference;
}

/** The plan with all that there is to say about it, and what it changes where it is compared. */
export async function planned(project: Project, run: Run, base: BasePlan | undefined): Promise<Report> {
  const outcome = await run.outcome;
  if (outcome.failures.length > 0) return outcome;
  const { plan, labels, config } = outcome;
  const assessment = assess(plan.resources, config, run.config);
  const side = await base?.side;
  if (side === undefined) return { ...outcome, assessment };
  if (Array.isArray(side)) return { ...outcome, failures: side };
  const region = regionOf(config);
  const present = { title: "this plan", plan, labels, region, fromEngine: false, notes: [] };
  const difference = compare(side, present, project.directory);
  const formerCost = priceOf(side.plan.resources, side.region, run.config);
  const cost =
    formerCost && assessment.cost && costDifference(formerCost, assessment.cost, formerNames(difference));
  return { ...outcome, assessment, comparison: { ...difference, cost } };
}

/** The report as text of a format, and whether it is that of a plan which may not go ahead. */
export function shown(report: Report, format: Format): { text: string; failed: boolean } {
  const { failures, assessment } = report;
  const failed =
    failures.length > 0 || (assessment?.policies !== undefined && isForbidden(assessment.policies));
  return { text: render(report, format), failed };
}
