import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { TemporaryProject } from "./preview-command";

const program = `
import * as aws from "@pulumi/aws";
import { bucket } from "./parts/bucket";
bucket("plain");
new aws.s3.Bucket("named", {});
const { SIZE } = process.env;
`;
const part = `import * as aws from "@pulumi/aws";

export function bucket(name: string) {
  return new aws.s3.Bucket(name, { tags: { name } });
}
`;
const policies = `
const finding = (urn: string, message: string) => ({
  rule: "r", title: "t", controls: [], url: "https://example.com", severity: "low", enforcement: "mandatory", urn, message,
});
export default {
  policies: (resources: { urn: string; name: string; type: string }[]) => ({
    findings: resources.flatMap(({ urn, name, type }) =>
      type.endsWith("Bucket") ? [finding(urn, name === "named" ? "set sample:buckets.<name>.size" : "wrong")] : [],
    ),
    waived: [],
    errors: [],
  }),
};
`;
const stackFile = "config:\n  sample:buckets:\n    named:\n      size: 1\n";

interface Location {
  physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number; startColumn: number } };
}

describe("places of problems", () => {
  const project = new TemporaryProject({
    "index.ts": program,
    "parts/bucket.ts": part,
    "preview.config.ts": policies,
    "Pulumi.dev.yaml": stackFile,
    "Pulumi.broken.yaml": "config:\n  sample:a: [\n",
  });
  before(() => mkdirSync(join(project.root, ".git")));
  after(() => project.remove());

  const results = async (...args: string[]) => {
    const { stdout, status } = await project.preview("--format", "sarif", ...args);
    const [run] = JSON.parse(stdout).runs;
    const told = run.results.map(
      (result: { message: { text: string }; locations: Location[]; relatedLocations: Location[] }) => [
        result.message.text,
        ...[...result.locations, ...result.relatedLocations].map(({ physicalLocation }) => {
          const { artifactLocation, region } = physicalLocation;
          return `${artifactLocation.uri}:${region.startLine}:${region.startColumn}`;
        }),
      ],
    );
    return { status, told };
  };

  it("are the setting to change and where the program makes the resource", async () => {
    assert.deepEqual(await results(), {
      status: 1,
      told: [
        ["named (aws:s3:Bucket): set sample:buckets.<name>.size", "Pulumi.dev.yaml:4:7", "index.ts:5:1"],
        ["plain (aws:s3:Bucket): wrong", "parts/bucket.ts:4:10"],
      ],
    });
  });

  it("are those of failures", async () => {
    project.write("index.ts", 'import "@pulumi/pulumi";\nthrow new Error("broken");\n');
    assert.deepEqual(await results(), { status: 1, told: [["broken", "index.ts:2:7"]] });
    const message = "2 errors:\\n  sample:buckets.named.size is 1.\\n  sample:other is missing.";
    project.write("index.ts", `throw new Error("${message}");\n`);
    const { told } = await results();
    assert.deepEqual(told, [
      ["sample:buckets.named.size is 1.", "Pulumi.dev.yaml:4:7"],
      ["sample:other is missing.", "Pulumi.dev.yaml:1:1"],
    ]);
  });

  it("are those of errors in the project's files", async () => {
    const { status, told } = await results("--stack", "broken");
    assert.equal(status, 2);
    assert.equal(told.length, 1);
    assert.match(told[0][1], /^Pulumi\.broken\.yaml:3:1$/);
    const junit = await project.preview("--stack", "broken", "--format", "junit");
    assert.equal(junit.status, 2);
    assert.match(junit.stdout, /<testcase [^\n]* file="Pulumi\.broken\.yaml" line="3">/);
  });
});
