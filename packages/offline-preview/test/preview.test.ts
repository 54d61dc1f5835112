import assert from "node:assert/strict";
import { preview, secret } from "../src";
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

  it("rejects where there is no such stack", async () => {
    await assert.rejects(preview({ directory: project.root, stack: "prod" }), {
      message: "there is no stack prod (no Pulumi.prod.yaml); the only one is dev",
    });
  });
});
