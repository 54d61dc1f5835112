import { assess } from "./assessment";
import type { BasePlan } from "./base-plan";
import { regionOf } from "./config";
import type { Side } from "./diff";
import { findingsDifference } from "./policy-report";
import type { PreviewConfig } from "./preview-config";
import type { Project } from "./project";
import type { Comparison, Report } from "./report";
import type { Run } from "./run";
import { hideSecrets } from "./secrets";
import type { Outcome } from "./session";

/** The plan with all that there is to say about it, and what it changes where it is compared. */
export async function createReport(
  project: Project,
  run: Run,
  basePlan: BasePlan | undefined,
): Promise<Report> {
  const outcome = await run.outcome;
  if (outcome.failures.length > 0) return outcome;
  const base = await basePlan?.side;
  if (Array.isArray(base)) return { ...outcome, failures: base };
  return reportOf(outcome, base, run.config, project.directory);
}

/** What there is to say about a plan, and about what it changes in `base`. `directory` is where the SDKs are installed. */
export function reportOf(
  outcome: Outcome,
  base: Side | undefined,
  previewConfig: PreviewConfig,
  directory: string,
): Report {
  const { plan, labels, config } = outcome;
  const region = regionOf(config);
  const assessment = assess(plan.resources, region, previewConfig);
  if (base === undefined) return { ...outcome, assessment };
  const head: Side = { title: "this plan", plan, labels, region, config, fromEngine: false, notes: [] };
  return {
    ...outcome,
    assessment,
    comparison: comparisonOf(base, head, assessment, previewConfig, directory),
  };
}

function comparisonOf(
  base: Side,
  head: Side,
  assessment: NonNullable<Report["assessment"]>,
  previewConfig: PreviewConfig,
  directory: string,
): Comparison {
  const { compare, movedUrns }: typeof import("./diff") = require("./diff");
  const { costDifference }: typeof import("./cost") = require("./cost");
  const difference = compare(base, head, { directory, services: previewConfig.services });
  const inBase = assess(base.plan.resources, base.region, previewConfig);
  const moved = movedUrns(difference);
  const { policies, cost } = assessment;
  return {
    ...difference,
    findings: inBase.policies && policies && findingsDifference(inBase.policies, policies, moved),
    cost: inBase.cost && cost && costDifference(inBase.cost, cost, moved),
    newMessages: newMessages(base, head),
  };
}

function newMessages(base: Side, head: Side): string[] {
  const shown = ({ plan }: Side, message: string) => hideSecrets(message.trimEnd(), plan);
  const known = new Set(base.plan.diagnostics.map(({ message }) => shown(base, message)));
  return head.plan.diagnostics.flatMap(({ message }) => (known.has(shown(head, message)) ? [] : [message]));
}
