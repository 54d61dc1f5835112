import { costDifferenceText } from "../cost";
import { dollars, nameOf } from "../cost/report";
import type { Comparison, Report } from "../report";
import { code, fitting, folded, leftOut, plain, rowSize, table } from "./markdown-text";

const sizeLimit = 3_000;

/** What the plan costs each month before any use; in a difference what changes of that. */
export function costMarkdown(report: Report): string[] {
  return report.comparison === undefined ? wholeCost(report) : changedCost(report.comparison);
}

function wholeCost({ assessment }: Report): string[] {
  if (assessment?.cost === undefined) return [];
  const { monthly, lines, refusal, region, date, noPrice, leftOut: notInIt } = assessment.cost;
  if (monthly === undefined) return [folded("Fixed monthly cost", plain(refusal ?? "no figures"))];
  const rows = lines.map(({ what, urn, monthly, estimate, saving }) => [
    plain(what),
    code(nameOf(urn)),
    `${estimate ? "about " : ""}${plain(dollars(monthly))}`,
    saving ? code(saving.setting) : "",
  ]);
  const { shown, rest } = fitting(rows, sizeLimit, rowSize);
  const content = [
    table(["what", "resource", "a month", "what lowers it"], shown),
    ...leftOut(rest, "lines"),
    ...noPrice
      .slice(0, 5)
      .map(({ what, urn }) => `No price known for ${plain(what)} (${code(nameOf(urn))}).`),
    plain(`Prices of ${region}, ${date}. Not in it: ${notInIt.join("; ")}.`),
  ].filter((text) => text !== "");
  return [folded(`Fixed monthly cost: ${plain(dollars(monthly))}`, content.join("\n\n"))];
}

function changedCost({ cost }: Comparison): string[] {
  if (cost === undefined || cost.lines.length === 0) return [];
  const rows = cost.lines.map(({ what, urn, base, head }) => [
    plain(what),
    code(nameOf(urn)),
    plain(base ? dollars(base) : ""),
    plain(head ? dollars(head) : ""),
  ]);
  const { shown, rest } = fitting(rows, sizeLimit, rowSize);
  const content = [table(["what", "resource", "base", "head"], shown), ...leftOut(rest, "changed lines")];
  return [folded(`Fixed monthly cost: ${plain(costDifferenceText(cost))}`, content.join("\n\n"))];
}
