import { costDifferenceText, costText, type LineDifference } from "../cost";
import { dollars, nameOf } from "../cost/report";
import type { Report } from "../report";
import type { Page } from "./page";
import { roomIn, section } from "./text-layout";
import { wrap } from "./wrap";

/** Lines of a difference that are shown one by one. */
const largest = 8;

/** What the plan costs each month before any use; in a difference what changes of that. */
export function costParagraphs({ assessment, comparison }: Report, page: Page): string[] {
  const room = roomIn(page);
  if (comparison === undefined) {
    return assessment?.cost === undefined
      ? []
      : section("Fixed monthly cost", costText(assessment.cost, room), page);
  }
  const { cost } = comparison;
  const isSame = cost?.lines.length === 0 && cost.refusal === undefined;
  if (cost === undefined || isSame) return [];
  const rest = cost.lines.length - largest;
  const lines = [
    ...wrap(costDifferenceText(cost), room, "  ", ""),
    ...cost.lines.slice(0, largest).flatMap((line) => wrap(lineText(line), room, "    ", "  ")),
    ...(rest > 0 ? [`  and ${rest} smaller change${rest === 1 ? "" : "s"}`] : []),
  ];
  return section("Fixed monthly cost", lines.join("\n"), page);
}

function lineText({ what, urn, base, head }: LineDifference): string {
  return `${base ? dollars(base) : "new"} → ${head ? dollars(head) : "gone"}  ${what} [${nameOf(urn)}]`;
}
