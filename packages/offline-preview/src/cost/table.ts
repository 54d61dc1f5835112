import { type CostReport, dollars, nameOf } from "./report";
import { range } from "./text";

/** The report as a table in markdown. */
export function costTable(report: CostReport): string {
  if (report.monthly === undefined) return report.refusal ?? "";
  const rows = report.lines.map(
    ({ urn, what, quantity, monthly, estimate, saving }) =>
      `| ${what} | ${nameOf(urn)} | ${range(quantity)} | ${estimate ? "about " : ""}${dollars(monthly)} | ${saving ? `\`${saving.setting}\`` : ""} |`,
  );
  return [
    "| what | resource | number | a month | what lowers it |",
    "| --- | --- | ---: | ---: | --- |",
    ...rows,
    `| **all of it** | | | **${dollars(report.monthly)}** | |`,
  ].join("\n");
}
