import { verdict } from "../diff/verdict";
import type { Report } from "../report";
import { refuserOf } from "../transition/refusal-text";
import { countOperations } from "./plan-operations";

/** The plan in a line: what happens, and whether it is allowed. */
export function verdictOf(report: Report): string {
  const { plan, comparison } = report;
  const happens =
    comparison === undefined
      ? Object.entries(countOperations(plan.resources)).map(([name, count]) => `${count} to ${name}`)
      : [verdict(comparison)];
  const found = [happens.join(", ") || "nothing to create", refusalOf(report) ?? advice(report)];
  return found.filter(Boolean).join(". ");
}

/** Why the plan isn't allowed: "Not allowed: 1 step that AWS refuses, 4 mandatory findings, none of them new". */
export function refusalOf({ assessment, comparison }: Report): string | undefined {
  const { findings = [], errors = [] } = assessment?.policies ?? {};
  const mandatory = findings.filter(({ enforcement }) => enforcement === "mandatory");
  const count = mandatory.length + errors.length;
  const refused = refusedSteps(comparison);
  if (count === 0) return refused && `Not allowed: ${refused}`;
  const added = comparison?.findings?.added.filter(({ enforcement }) => enforcement === "mandatory").length;
  const news =
    added === undefined || errors.length > 0
      ? ""
      : added === 0
        ? ", none of them new"
        : `, ${added} of them new`;
  const found = `${count} mandatory finding${count === 1 ? "" : "s"}${news}`;
  return `Not allowed: ${refused === undefined ? "" : `${refused}, `}${found}`;
}

/** "2 steps that AWS refuses" */
function refusedSteps(comparison: Report["comparison"]): string | undefined {
  const refusals = comparison?.refusals ?? [];
  const who = [...new Set(refusals.map(refuserOf))].sort();
  const names =
    who.length > 1 ? `${who.slice(0, -1).join(", ")} and ${who.at(-1)} refuse` : `${who[0]} refuses`;
  return refusals.length === 0
    ? undefined
    : `${refusals.length} step${refusals.length === 1 ? "" : "s"} that ${names}`;
}

/** Why the plan isn't allowed, with the rules that it violates: a line for standard error. */
export function refusalLine(report: Report): string | undefined {
  const refusal = refusalOf(report);
  const { findings = [] } = report.assessment?.policies ?? {};
  const mandatory = findings.filter(({ enforcement }) => enforcement === "mandatory");
  const rules = [...new Set(mandatory.map(({ rule }) => rule))].join(", ");
  return refusal && (rules === "" ? refusal : `${refusal}: ${rules}`);
}

function advice({ assessment }: Report): string {
  const count = assessment?.policies?.findings.length ?? 0;
  return count === 0 ? "" : `${count} advisory finding${count === 1 ? "" : "s"}`;
}
