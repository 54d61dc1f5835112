import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { renderSarif } from "../../src/format/sarif";
import { planOf, type RecordedPlan } from "../../src/in-process";
import { filesOf, reportOf, sampleConfig } from "./report-of";

const bucket = (tag: string) => planOf(() => void new aws.s3.Bucket("files", { tags: { tag } }));

const run = (head: RecordedPlan, base?: RecordedPlan) =>
  JSON.parse(renderSarif(reportOf(head, base, sampleConfig), filesOf())).runs[0];

describe("SARIF", () => {
  it("has each finding with its rule, its level and its resource", async () => {
    const { tool, results, invocations, automationDetails } = run(await bucket("strict"));
    const [{ partialFingerprints }] = results;
    assert.deepEqual(tool.driver.rules, [
      {
        id: "s3-versioning",
        shortDescription: { text: "Buckets keep versions" },
        helpUri: "https://example.com/s3-versioning",
        help: { text: "Buckets keep versions\nS3.14\nhttps://example.com/s3-versioning" },
        properties: { tags: ["security", "S3.14"], "security-severity": "5.0" },
      },
    ]);
    assert.deepEqual(results, [
      {
        ruleId: "s3-versioning",
        ruleIndex: 0,
        level: "error",
        message: { text: "files (aws:s3:Bucket): Versioning is off. Set versioning.enabled." },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "Pulumi.yaml", uriBaseId: "%SRCROOT%" },
              region: { startLine: 1 },
            },
            logicalLocations: [
              {
                fullyQualifiedName: "urn:pulumi:dev::project::aws:s3/bucket:Bucket::files",
                kind: "resource",
              },
            ],
          },
        ],
        relatedLocations: [],
        partialFingerprints,
        suppressions: [],
      },
    ]);
    assert.match(partialFingerprints["resource/v1"], /^[0-9a-f]{32}$/);
    assert.deepEqual(invocations, [{ executionSuccessful: true }]);
    assert.deepEqual(automationDetails, { id: "pulumi/project/dev/" });
  });

  it("suppresses what is waived, and warns of what is advisory", async () => {
    const [waived] = run(await bucket("waived")).results;
    assert.deepEqual(waived.suppressions, [
      { kind: "external", justification: "Its objects can be made again." },
    ]);
    const [advisory] = run(await bucket("lax")).results;
    assert.deepEqual([advisory.level, advisory.suppressions], ["warning", []]);
    assert.deepEqual(run(await bucket("none")).results, []);
  });

  it("of a difference says what is new, unchanged and gone", async () => {
    const states = async (head: string, base: string) =>
      run(await bucket(head), await bucket(base)).results.map(
        ({ baselineState }: { baselineState: string }) => baselineState,
      );
    assert.deepEqual(await states("strict", "none"), ["new"]);
    assert.deepEqual(await states("strict", "strict"), ["unchanged"]);
    assert.deepEqual(await states("none", "strict"), ["absent"]);
  });

  it("warns of data that an update destroys", async () => {
    const { results, tool } = run(await planOf(() => undefined), await bucket("none"));
    const [lost] = results.filter(({ ruleId }: { ruleId: string }) => ruleId === "data-loss");
    assert.deepEqual(
      [lost.level, lost.message.text],
      [
        "warning",
        "files (aws:s3:Bucket) is DELETED, and with it its objects (without forceDestroy, AWS refuses as long as it holds anything)",
      ],
    );
    assert.deepEqual(tool.driver.rules[lost.ruleIndex], {
      id: "data-loss",
      shortDescription: { text: "The update destroys nothing that can't be made again" },
    });
  });

  it("has steps that are refused, and policies that can't be checked", async () => {
    const rules = (name: string) =>
      planOf(() => {
        const listenerArn = "arn:aws:listener";
        new aws.lb.ListenerRule(name, { listenerArn, priority: 10, actions: [], conditions: [] });
      });
    const report = reportOf(await rules("shop"), await rules("web"));
    report.assessment = { policies: { findings: [], waived: [], errors: ["no rule is called x"] } };
    const [{ tool, results }] = JSON.parse(renderSarif(report, filesOf())).runs;
    assert.deepEqual(
      tool.driver.rules.map(({ shortDescription: { text } }: { shortDescription: { text: string } }) => text),
      ["The policies can be checked", "AWS, Kubernetes and Pulumi allow every step of the update"],
    );
    const told = results.map(
      ({ ruleId, level, message }: { ruleId: string; level: string; message: { text: string } }) => [
        ruleId,
        level,
        message.text.slice(0, 49),
      ],
    );
    assert.deepEqual(told, [
      ["step-refused", "error", "AWS will refuse this: the create of shop (aws:lb:"],
      ["policies-fail", "error", "no rule is called x"],
    ]);
  });
});
