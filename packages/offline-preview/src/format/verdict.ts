import { verdict } from "../diff/verdict";
import type { Report } from "../report";
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

/** Why the plan isn't allowed: "Not allowed: 4 mandatory findings". */
export function refusalOf({ assessment, comparison }: Report): string | undefined {
  const { findings = [], mistakes = [] } = assessment?.policies ?? {};
  const mandatory = findings.filter(({ enforcement }) => enforcement === "mandatory");
  const count = mandatory.length + mistakes.length;
  if (count === 0) return undefined;
  const added = comparison?.findings?.added.filter(({ enforcement }) => enforcement === "mandatory").length;
  const news =
    added === undefined || mistakes.length > 0
      ? ""
      : added === 0
        ? ", none of them new"
        : `, ${added} of them new`;
  return `Not allowed: ${count} mandatory finding${count === 1 ? "" : "s"}${news}`;
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
