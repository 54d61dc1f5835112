import { costDifferenceText, costText } from "../cost";
import { parseUrn } from "../engine/urn";
import type { Finding } from "../policy-report";
import type { Report } from "../report";
import { colours } from "./colours";
import { section } from "./text-layout";
import { shortType } from "./tree";

/** The policies' findings, and what the plan costs each month before any use. */
export function assessmentParagraphs({ assessment, comparison }: Report): string[] {
  if (assessment === undefined) return [];
  const { policies = { findings: [], waived: [], mistakes: [] }, cost } = assessment;
  const paint = { mandatory: colours.red, advisory: colours.yellow };
  const findings = policies.findings.map(
    (finding) => `${paint[finding.enforcement](finding.enforcement)} ${findingText(finding)}`,
  );
  const waived = policies.waived.map((finding) => `waived ${findingTitle(finding)}: ${finding.reason}`);
  const mistakes = policies.mistakes.map((mistake) => `${colours.red("mandatory")} ${mistake}`);
  const change =
    comparison?.cost === undefined ? [] : [`This change: ${costDifferenceText(comparison.cost)}`];
  return [
    ...section("Policies", [...mistakes, ...findings, ...waived].join("\n")),
    ...section("Fixed monthly cost", [...change, ...(cost ? [costText(cost)] : [])].join("\n")),
  ];
}

function findingText(finding: Finding): string {
  const controls = finding.controls.length === 0 ? "" : ` (${finding.controls.join(", ")})`;
  return `${findingTitle(finding)}${controls}: ${finding.message}`;
}

function findingTitle({ rule, urn }: Finding): string {
  const { name, type } = parseUrn(urn);
  return `${rule} ${name} ${shortType(type)}`;
}
