import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Place, pathFrom, sourceRoot } from "../places/place";
import type { Finding } from "../policy-report";
import { findProjectFile } from "../project-files";
import type { Report } from "../report";
import { ownRules, type Problem, type ProjectFiles, problemsOf } from "./problems";

/** What GitHub makes "critical", "high", "medium" and "low" of. */
const securitySeverity = { critical: "9.5", high: "8.0", medium: "5.0", low: "2.0" } as const;

/** What every path is relative to; as others call it. */
const baseId = "%SRCROOT%";

/** Findings, refused steps, data that is lost, outages and failures in SARIF 2.1.0, for code scanning. Waived findings are suppressed results. */
export function renderSarif(report: Report, project: ProjectFiles): string {
  const problems = problemsOf(report, project);
  const root = sourceRoot(project.root);
  const rules = [...new Set(problems.map(({ rule }) => rule))].sort();
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "pulumi-offline-preview",
            informationUri: "https://www.npmjs.com/package/pulumi-offline-preview",
            rules: rules.map((rule) =>
              descriptor(rule, problems.find((each) => each.rule === rule)?.finding),
            ),
          },
        },
        automationDetails: { id: `pulumi/${report.plan.project}/${report.plan.stack}/` },
        originalUriBaseIds: { [baseId]: { description: { text: "The folder of the git checkout" } } },
        invocations: [{ executionSuccessful: report.failures.length === 0 }],
        columnKind: "utf16CodeUnits",
        results: problems.map((problem) => result(problem, rules, root, project)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptor(rule: string, finding: Finding | undefined) {
  if (finding === undefined) {
    return { id: rule, shortDescription: { text: ownRules[rule] ?? rule } };
  }
  const { title, url, controls, severity } = finding;
  return {
    id: rule,
    shortDescription: { text: title },
    helpUri: url,
    help: { text: [title, ...controls, url].join("\n") },
    properties: { tags: ["security", ...controls], "security-severity": securitySeverity[severity] },
  };
}

function result(problem: Problem, rules: readonly string[], root: string, project: ProjectFiles) {
  const { rule, message, isError, urn, waiver, state, places } = problem;
  const [place, ...related] = places.filter(({ file }) => !pathFrom(root, file).startsWith("../"));
  // Code scanning takes no result without a file of the repository.
  const shown = place ?? {
    file: findProjectFile(project.root) ?? join(project.root, "Pulumi.yaml"),
    line: 1,
  };
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: isError ? "error" : "warning",
    message: { text: message },
    locations: [
      {
        physicalLocation: physicalLocation(shown, root),
        ...(urn === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: urn, kind: "resource" }] }),
      },
    ],
    relatedLocations: related.map((each, id) => ({ id, physicalLocation: physicalLocation(each, root) })),
    // The same problem keeps its number of alert while lines move.
    partialFingerprints: { "resource/v1": fingerprint(rule, urn ?? message) },
    baselineState: state,
    suppressions: waiver === undefined ? [] : [{ kind: "external", justification: waiver }],
  };
}

function physicalLocation({ file, line, column }: Place, root: string) {
  const uri = pathFrom(root, file).split("/").map(encodeURIComponent).join("/");
  return {
    artifactLocation: { uri, uriBaseId: baseId },
    region: { startLine: line, startColumn: column },
  };
}

function fingerprint(...parts: string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}
