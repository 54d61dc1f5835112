import { nameOf } from "../cost/report";
import type { Finding, WaivedFinding } from "../policy-report";
import type { Report } from "../report";
import { code, fitting, folded, leftOut, plain, rowSize, table } from "./markdown-text";

/** Most characters of each table. */
const sizeLimits = { findings: 5_000, waivers: 2_500, errors: 2_500 };

/** What the policies found; in a difference what is new or gone of it. */
export function findingsMarkdown({ assessment, comparison }: Report): string[] {
  if (assessment?.policies === undefined) return [];
  const { findings, waived, errors } = assessment.policies;
  const wrong = fitting(errors.map(plain), sizeLimits.errors, (text) => text.length + 16);
  const difference = comparison?.findings;
  const rows =
    difference === undefined
      ? findings.map((finding) => findingRow(finding, ""))
      : [
          ...difference.added.map((finding) => findingRow(finding, "new: ")),
          ...difference.removed.map((finding) => findingRow(finding, "gone: ")),
        ];
  const waivers =
    difference === undefined
      ? waived.map((waiver) => waiverRow(waiver, ""))
      : [
          ...difference.addedWaivers.map((waiver) => waiverRow(waiver, "new: ")),
          ...difference.removedWaivers.map((waiver) => waiverRow(waiver, "gone: ")),
        ];
  const shown = fitting(rows, sizeLimits.findings, rowSize);
  const kept = fitting(waivers, sizeLimits.waivers, rowSize);
  const waiverTable = [table(["rule", "resource", "reason"], kept.shown), ...leftOut(kept.rest, "waivers")];
  return [
    ...wrong.shown.map((text) => `- **mandatory** ${text}`),
    ...leftOut(wrong.rest, "errors in waivers"),
    table(["finding", "rule", "resource", "what to do"], shown.shown),
    ...leftOut(shown.rest, "findings"),
    ...(waivers.length === 0
      ? []
      : [folded(`${waivers.length} waived on purpose`, waiverTable.join("\n\n"))]),
  ].filter((text) => text !== "");
}

function findingRow({ enforcement, rule, controls, urn, message }: Finding, change: string): string[] {
  return [
    change + (enforcement === "mandatory" ? "**mandatory**" : enforcement),
    [code(rule), ...controls.map(plain)].join(" "),
    code(nameOf(urn)),
    plain(message),
  ];
}

function waiverRow({ rule, urn, reason }: WaivedFinding, change: string): string[] {
  return [`${change}${code(rule)}`, code(nameOf(urn)), plain(reason)];
}
