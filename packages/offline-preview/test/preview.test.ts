import assert from "node:assert/strict";
import { preview, secret, unknown } from "../src";
import { TemporaryProject } from "./preview-command";

const source = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
const config = new pulumi.Config();
const bucket = new aws.s3.Bucket("uploads", { tags: { size: config.require("size"), token: config.requireSecret("token") } });
pulumi.log.info("made");
export const region = new pulumi.Config("aws").require("region");
export const arn = bucket.arn;
`;

describe("preview", () => {
  let project: TemporaryProject;
  before(() => {
    project = new TemporaryProject({
      "index.ts": source,
      "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n  sample:size: small\n",
    });
  });
  after(() => project.remove());

  it("plans a project with its stack's settings and those that are given", async () => {
    const config = { size: 3, "sample:token": { secure: "hush" } };
    const plan = await preview({ directory: project.root, stack: "dev", config });
    const { inputs, outputs } = plan.resource("aws:s3/bucket:Bucket", "uploads");
    assert.deepEqual(inputs, { tags: { size: "3", token: secret("[secret]") } });
    assert.deepEqual(plan.outputs, { region: "eu-west-1", arn: outputs.arn });
    assert.deepEqual(
      plan.resources.map(({ name }) => name),
      ["uploads"],
    );
    assert.deepEqual(plan.diagnostics, [{ severity: "info", message: "made", urn: undefined }]);
  });

  it("rejects with why the program failed, and where", async () => {
    await assert.rejects(preview({ directory: project.root }), {
      message:
        "Missing required configuration variable 'sample:token'\n" +
        "\tplease set a value using the command `pulumi config set --secret sample:token <value>`",
    });
  });

  it("rejects more configuration than a process can be handed", async () => {
    const config = { size: "x".repeat(200 * 1024) };
    await assert.rejects(preview({ directory: project.root, config }), {
      message:
        "the configuration of stack dev has 201 KiB: too much for one environment variable, which is how Pulumi hands it to the " +
        "program too (128 KiB on Linux); keep large values in files that the program reads",
    });
  });

  it("plans again without outputs known by their types alone where the program fails on them", async () => {
    const picky = new TemporaryProject({
      "index.ts": `
import * as aws from "@pulumi/aws";
const database = new aws.rds.Instance("db", { instanceClass: "db.t4g.micro" });
export const answer = database.status.apply((status) => {
  if (status !== "available") throw new Error("expected available, found " + status);
  return 1;
});
`,
    });
    const { outputs, diagnostics } = await preview({ directory: picky.root });
    picky.remove();
    assert.deepEqual(outputs, { answer: unknown });
    assert.deepEqual(
      diagnostics.map(({ severity, message }) => [severity, message.replace(/[0-9a-f]{7}/, "…")]),
      [
        [
          "warning",
          "outputs that only the cloud knows are unknown in this plan: the program fails on mock outputs of their types " +
            "(index.ts:5:37: expected available, found db-status-…); `mockOutputs` in preview.config.ts can give better ones",
        ],
      ],
    );
  });

  it("rejects where there is no such stack", async () => {
    await assert.rejects(preview({ directory: project.root, stack: "prod" }), {
      message: "there is no stack prod (no Pulumi.prod.yaml); the only one is dev",
    });
  });
});
