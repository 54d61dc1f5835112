import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { viewOf } from "../../src/html/view-of";
import { planOf } from "../../src/in-process";
import type { Report } from "../../src/report";
import { filesOf, reportOf, sampleConfig } from "../format/report-of";

const bucket = (tag: string, name = "files") =>
  planOf(() => {
    const files = new aws.s3.Bucket(name, { tags: { tag }, bucket: pulumi.secret("dont-tell-anybody") });
    new aws.s3.BucketPolicy("policy", {
      bucket: files.id,
      policy: pulumi.jsonStringify({ Resource: files.arn }),
    });
  });

const view = (report: Report) => viewOf(report, filesOf());

describe("view of the page", () => {
  it("has every resource with its inputs, without secrets, and with mock outputs as what they are", async () => {
    const { resources, verdict, isRefused } = view(reportOf(await bucket("none")));
    assert.deepEqual([verdict, isRefused], ["3 to create", false]);
    assert.deepEqual(
      resources.map(({ name, type, parent, dependencies, inputs }) => ({
        name,
        type,
        parent,
        dependencies,
        inputs,
      })),
      [
        { name: "project-dev", type: "Stack", parent: undefined, dependencies: [], inputs: {} },
        {
          name: "files",
          type: "aws:s3:Bucket",
          parent: 0,
          dependencies: [],
          inputs: { bucket: "[secret]", tags: { tag: "none" } },
        },
        {
          name: "policy",
          type: "aws:s3:BucketPolicy",
          parent: 0,
          dependencies: [1],
          inputs: { bucket: "‹files.bucket›", policy: '{"Resource":"‹files.arn›"}' },
        },
      ],
    );
  });

  it("of a difference has what changes, what goes and how it is known", async () => {
    const report = reportOf(await bucket("two", "papers"), await bucket("one"));
    const { resources, against, notices } = view(report);
    assert.equal(against, "main");
    assert.deepEqual(
      notices.map(({ kind }) => kind),
      ["refusal", "refusal", "loss"],
    );
    assert.match(notices[2]?.text ?? "", /^files \(aws:s3:Bucket\) is DELETED, and with it its objects/);
    assert.deepEqual(
      resources.flatMap(({ name, change, changes }) =>
        change === undefined
          ? []
          : [[name, change, ...changes.map(({ path, base, head }) => `${path}: ${base} → ${head}`)]],
      ),
      [
        ["papers", "create"],
        [
          "policy",
          "replace",
          "bucket: ‹files.bucket› → ‹papers.bucket›",
          "policy.Resource: ‹files.arn› → ‹papers.arn›",
        ],
        ["files", "delete"],
      ],
    );
    const replaced = resources.find(({ change }) => change === "replace")?.changes;
    assert.deepEqual(
      replaced?.map(({ note }) => note),
      ["replaces", ""],
    );
  });

  it("has findings with their fix, gravest first, and costs with what they were", async () => {
    const report = reportOf(await bucket("strict"), await bucket("lax"), sampleConfig);
    const { findings, cost, verdict, isRefused } = view(report);
    assert.deepEqual(
      findings?.map(({ rule, isMandatory, resource, message, state }) => ({
        rule,
        isMandatory,
        resource,
        message,
        state,
      })),
      [
        {
          rule: "s3-versioning",
          isMandatory: true,
          resource: 1,
          message: "Versioning is off. Set versioning.enabled.",
          state: "new",
        },
        {
          rule: "s3-versioning",
          isMandatory: false,
          resource: 1,
          message: "Versioning is off. Set versioning.enabled.",
          state: "absent",
        },
      ],
    );
    assert.deepEqual(
      cost?.lines.map(({ owner, kind, monthly, resource }) => ({ owner, kind, monthly, resource })),
      [{ owner: "files (Bucket)", kind: "bucket", monthly: { min: 1, max: 1 }, resource: 1 }],
    );
    assert.equal(isRefused, true);
    assert.match(verdict, /Not allowed: 1 mandatory finding, 1 of them new$/);
  });

  it("links to the web alone", async () => {
    const report = reportOf(await bucket("lax"), undefined, sampleConfig);
    for (const finding of report.assessment?.policies?.findings ?? []) finding.url = "javascript:alert(1)";
    assert.equal(view(report).findings?.[0]?.url, undefined);
  });

  it("says why there is no plan", async () => {
    const report = reportOf(await bucket("none"));
    const { notices, verdict, isRefused } = view({
      ...report,
      failures: [{ message: "index.ts:1:2: broken" }],
    });
    assert.deepEqual(notices, [{ kind: "failure", text: "index.ts:1:2: broken", place: undefined }]);
    assert.deepEqual([verdict, isRefused], ["No plan: the program fails", true]);
  });

  it("can be computed of a plan of nothing", async () => {
    const { boxes, resources } = view(reportOf(await planOf(() => {})));
    assert.deepEqual([boxes, resources.length], [[], 1]);
  });
});
