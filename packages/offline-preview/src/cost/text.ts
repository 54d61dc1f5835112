import { wrap } from "../format/wrap";
import { type CostLine, type CostReport, dollars, nameOf, type Range } from "./report";

const largest = 5;

/** The report for people: the total, what it mostly is and how to lower that, and what it doesn't contain. */
export function costText(report: CostReport, width = 80): string {
  const { monthly, region, date, lines, noPrice } = report;
  if (monthly === undefined) return wrap(report.refusal ?? "", width, "").join("\n");
  const estimated = lines.some(({ estimate }) => estimate !== undefined);
  const shown = lines.slice(0, largest);
  const column = Math.max(...shown.map((line) => amount(line).length), 0);
  return [
    ...wrap(`${dollars(monthly)} a month in ${region} before any use, prices of ${date}`, width, ""),
    ...shown.flatMap((line, index) => {
      const known = shown.slice(0, index).some(({ saving }) => saving?.setting === line.saving?.setting);
      return describe(line, known ? undefined : adviceOn(line), column, width);
    }),
    ...others(lines.slice(largest), column),
    ...noPrice.flatMap(({ what, urn, source }) =>
      wrap(`! no price known for ${what} (${nameOf(urn)}): see ${source}`, width, "  "),
    ),
    ...(estimated ? ["~ is an estimate: the JSON says why"] : []),
    ...wrap(`Not in it: ${report.leftOut.join("; ")}.`, width, ""),
  ].join("\n");
}

function describe(line: CostLine, advice: string | undefined, column: number, width: number): string[] {
  const indent = " ".repeat(column + 2);
  const { quantity, urn, what } = line;
  const count = quantity.max === 1 && quantity.min === 1 ? "" : `${range(quantity)} × `;
  const [first = "", ...rest] = wrap(`${count}${what}  [${nameOf(urn)}]`, width, indent);
  return [
    `${amount(line).padStart(column)}${first.slice(column)}`,
    ...rest,
    ...(advice === undefined ? [] : wrap(advice, width, `${indent}  `)),
  ];
}

/** What lowers a line, and what that costs instead. */
function adviceOn({ saving }: CostLine): string | undefined {
  if (saving === undefined) return undefined;
  const saves = saving.monthly ? ` saves ${dollars(saving.monthly)}` : "";
  return `${saving.setting}${saves}${saving.but ? `; ${saving.but}` : ""}`;
}

function others(lines: CostLine[], column: number): string[] {
  if (lines.length === 0) return [];
  const min = lines.reduce((total, { monthly }) => total + monthly.min, 0);
  const max = lines.reduce((total, { monthly }) => total + monthly.max, 0);
  return [
    `${dollars({ min, max }).padStart(column)}  ${lines.length} smaller line${lines.length === 1 ? "" : "s"}`,
  ];
}

function amount({ monthly, estimate }: CostLine): string {
  return `${estimate === undefined ? "" : "~"}${dollars(monthly)}`;
}

/** A count, or the fewest and most. */
export function range({ min, max }: Range): string {
  return min === max ? String(min) : `${min}–${max}`;
}
