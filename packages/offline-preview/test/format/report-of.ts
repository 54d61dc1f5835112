import { reportOf as createReport } from "../../src/create-report";
import type { ProjectFiles } from "../../src/format/problems";
import type { RecordedPlan } from "../../src/in-process";
import type { PreviewConfig } from "../../src/preview-config";
import type { Report } from "../../src/report";
import { sideOf } from "../diff/two-plans";

/** What there is to say about a recorded plan, and about what it changes in another one. */
export function reportOf(head: RecordedPlan, base?: RecordedPlan, previewConfig: PreviewConfig = {}): Report {
  const { plan, labels } = sideOf(withRoot(head));
  const outcome = { plan, labels, config: {}, failures: [] };
  return createReport(outcome, base && sideOf(withRoot(base)), previewConfig, process.cwd());
}

/** A recorded plan leaves the stack out; the engine's has it first. */
function withRoot(recorded: RecordedPlan): RecordedPlan {
  return { ...recorded, resources: [...recorded.root, ...recorded.resources] } as RecordedPlan;
}

/** Policies and prices that are small enough to be read at once. */
export const sampleConfig = {
  policies: (resources) => {
    const buckets = resources.filter(({ type }) => type === "aws:s3/bucket:Bucket");
    const finding = (urn: string) => ({
      rule: "s3-versioning",
      title: "Buckets keep versions",
      controls: ["S3.14"],
      url: "https://example.com/s3-versioning",
      severity: "medium" as const,
      urn,
      message: "Versioning is off. Set versioning.enabled.",
    });
    const tagged = (tag: string) =>
      buckets.filter(({ inputs }) => JSON.stringify(inputs.tags ?? {}).includes(tag));
    return {
      findings: [
        ...tagged('"strict"').map(({ urn }) => ({ ...finding(urn), enforcement: "mandatory" as const })),
        ...tagged('"lax"').map(({ urn }) => ({ ...finding(urn), enforcement: "advisory" as const })),
      ],
      waived: tagged('"waived"').map(({ urn }) => ({
        ...finding(urn),
        enforcement: "mandatory" as const,
        reason: "Its objects can be made again.",
      })),
      errors: [],
    };
  },
  costs: (resources, { region }) => {
    const each = { min: 1, max: 1 };
    const lines = resources
      .filter(({ type }) => type === "aws:s3/bucket:Bucket")
      .map(({ urn }) => ({ urn, kind: "bucket", what: "Bucket", quantity: each, monthly: each }));
    return {
      region,
      date: "2026-03-31",
      currency: "USD",
      monthly: { min: lines.length, max: lines.length },
      lines,
      noPrice: [],
      leftOut: ["objects"],
    };
  },
} satisfies PreviewConfig;

/** A project without a stack file in the working directory. */
export function filesOf(files: Partial<ProjectFiles> = {}): ProjectFiles {
  return { name: "project", root: process.cwd(), directory: process.cwd(), ...files };
}
