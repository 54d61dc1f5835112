import { parseUrn, shortType } from "../engine/urn";
import type { Finding, WaivedFinding } from "../policy-report";
import type { Report } from "../report";
import type { Colours, Page } from "./page";
import { roomIn, section } from "./text-layout";
import { wrap } from "./wrap";

/** What the policies found; in a difference what is new or gone of it. */
export function findingsParagraphs(report: Report, page: Page, showsReasons: boolean): string[] {
  const { assessment, comparison } = report;
  if (assessment?.policies === undefined) return [];
  const { findings, waived, errors } = assessment.policies;
  const { colours } = page;
  const wrongPolicies = errors.map((error) => `${colours.red("mandatory")} ${error}`);
  const lines =
    comparison?.findings === undefined
      ? [
          ...findings.map((finding) => findingLine(finding, colours)),
          ...(showsReasons ? waived.map((finding) => waiverLine("waived", finding)) : waivedInShort(waived)),
        ]
      : [
          ...comparison.findings.added.map((finding) => `new: ${findingLine(finding, colours)}`),
          ...comparison.findings.removed.map(
            (finding) => `gone: ${finding.enforcement} ${findingTitle(finding)}`,
          ),
          ...comparison.findings.addedWaivers.map((finding) => waiverLine("newly waived", finding)),
          ...comparison.findings.removedWaivers.map(
            (finding) => `waived no longer: ${findingTitle(finding)}`,
          ),
        ];
  const content = [...wrongPolicies, ...lines].flatMap((line) => wrap(line, roomIn(page), "  ", ""));
  return section("Findings", content.join("\n"), page);
}

function findingLine(finding: Finding, colours: Colours): string {
  const paint = { mandatory: colours.red, advisory: colours.yellow };
  const controls = finding.controls.length === 0 ? "" : ` (${finding.controls.join(", ")})`;
  return `${paint[finding.enforcement](finding.enforcement)} ${findingTitle(finding)}${controls}: ${finding.message}`;
}

function waiverLine(how: string, finding: WaivedFinding): string {
  return `${how}: ${findingTitle(finding)}: ${finding.reason}`;
}

function waivedInShort(waived: readonly WaivedFinding[]): string[] {
  if (waived.length === 0) return [];
  const rules = [...new Set(waived.map(({ rule }) => rule))].join(", ");
  return [`${waived.length} waived on purpose (reasons with --details): ${rules}`];
}

function findingTitle({ rule, urn }: Finding): string {
  const { name, type } = parseUrn(urn);
  return `${rule} ${name} ${shortType(type)}`;
}
