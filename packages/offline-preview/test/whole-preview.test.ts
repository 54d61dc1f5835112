import assert from "node:assert/strict";
import { type Result, TemporaryProject } from "./preview-command";

const source = `
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

class Box extends pulumi.ComponentResource {
  readonly repository: aws.ecr.Repository;
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("sample:index:Box", name, {}, opts);
    this.repository = new aws.ecr.Repository(\`\${name}-repository\`, { tags: { b: "2", a: "1" } }, { parent: this, protect: true });
    const policy = pulumi.jsonStringify({ Statement: [{ Resource: this.repository.arn }] });
    new aws.ecr.RepositoryPolicy(\`\${name}-policy\`, { repository: this.repository.name, policy }, { parent: this });
    this.registerOutputs({ url: this.repository.repositoryUrl });
  }
}

const provider = new aws.Provider("aws", { region: "eu-west-1" });
const box = new Box("box", { providers: [provider], aliases: [{ name: "crate" }] });
const vpc = new awsx.ec2.Vpc("network", { numberOfAvailabilityZones: 2 }, { providers: { aws: provider } });
new aws.ec2.SecurityGroup("group", { vpcId: vpc.vpcId, description: "d" }, {
  provider,
  ignoreChanges: ["tags"],
  transforms: [({ props, opts }) => ({ props: { ...props, description: "transformed" }, opts })],
});
new aws.ssm.Parameter("token", { type: "SecureString", value: config.requireSecret("token") }, { provider, dependsOn: box });
new aws.ssm.Parameter("literal", { type: "String", value: pulumi.secret("dont-tell-anybody") }, { provider });
pulumi.log.warn("watch out for dont-tell-anybody");
console.log("said by the program");
export const url = box.repository.repositoryUrl;
export const hidden = pulumi.secret("dont-tell-anybody");
export const unknownAttributes = box.repository.tagsAll;
`;

const text = `\
Preview of sample/dev, offline; AWS decides each ‹name.property›.

     Type                            Name
 +   pulumi:pulumi:Stack             sample-dev
 +   ├─ awsx:ec2:Vpc                 network  [children not shown]
 +   ├─ sample:index:Box             box
 +   │  ├─ aws:ecr:Repository        box-repository  [protected]
 +   │  └─ aws:ecr:RepositoryPolicy  box-policy
 +   ├─ aws:ec2:SecurityGroup        group
 +   ├─ aws:ssm:Parameter            literal
 +   ├─ aws:ssm:Parameter            token
 +   └─ pulumi:providers:aws         aws

Diagnostics:
    warning: watch out for [secret]
    said by the program

Outputs:
    hidden: "[secret]"
    unknownAttributes: "[unknown]"
    url: ‹box-repository.repositoryUrl›

9 to create
`;

describe("preview of a whole program", () => {
  let project: TemporaryProject;
  let asText: Result;
  let asJson: Result;
  let again: Result;
  before(async () => {
    project = new TemporaryProject({
      "index.ts": source,
      "Pulumi.dev.yaml": "config: { sample:token: { secure: ciphertext } }\n",
    });
    [asText, asJson] = await Promise.all([project.preview(), project.preview("--format", "json")]);
    again = await project.preview("--format", "json");
  });
  after(() => project.remove());

  const step = (name: string) => {
    const { steps } = JSON.parse(asJson.stdout);
    return steps.find(({ urn }: { urn: string }) => urn.endsWith(`::${name}`));
  };

  it("draws the tree, then what was said, the outputs, and the verdict last", () => {
    assert.equal(asText.stdout, text);
  });

  it("ends well where the project has neither policies nor prices", () => {
    assert.deepEqual([asText.status, asText.stderr, asJson.status], [0, "", 0]);
  });

  it("is the same twice, byte by byte", () => assert.equal(again.stdout, asJson.stdout));

  it("shows no secret and no ciphertext anywhere", () => {
    for (const { stdout, stderr } of [asText, asJson]) {
      assert.doesNotMatch(stdout + stderr, /dont-tell-anybody|ciphertext/);
    }
  });

  it("has the form of `pulumi preview --json`", () => {
    const { config, diagnostics, changeSummary, outputs, steps } = JSON.parse(asJson.stdout);
    assert.deepEqual(config, { "sample:token": "[secret]" });
    assert.deepEqual(diagnostics, [
      { message: "warning: watch out for [secret]\n", severity: "warning" },
      { message: "said by the program\n", severity: "info" },
    ]);
    assert.deepEqual(changeSummary, { create: 9 });
    assert.equal(steps.length, 9);
    assert.deepEqual([outputs.hidden, outputs.unknownAttributes], ["[secret]", "[unknown]"]);
  });

  it("says in each step what the engine would see, and where mock outputs are", () => {
    const box = "urn:pulumi:dev::sample::sample:index:Box";
    const repository = `${box}$aws:ecr/repository:Repository::box-repository`;
    const provider =
      "urn:pulumi:dev::sample::pulumi:providers:aws::aws::04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const { newState, ...rest } = step("box-policy");
    const urn = `${box}$aws:ecr/repositoryPolicy:RepositoryPolicy::box-policy`;
    assert.deepEqual(rest, {
      op: "create",
      urn,
      provider,
      detailedDiff: null,
      mockOutputs: ["policy", "repository"],
    });
    const { inputs, ...state } = newState;
    assert.deepEqual(state, {
      urn,
      custom: true,
      type: "aws:ecr/repositoryPolicy:RepositoryPolicy",
      parent: `${box}::box`,
      dependencies: [repository],
      provider,
      propertyDependencies: { policy: [repository], repository: [repository] },
      aliases: [`${box}$aws:ecr/repositoryPolicy:RepositoryPolicy::crate-policy`],
    });
    assert.match(inputs.repository, /^box-repository-[0-9a-f]{7}$/);
    assert.equal(
      inputs.policy,
      `{"Statement":[{"Resource":"arn:aws:ecr:eu-west-1:000000000000:repository/${inputs.repository}"}]}`,
    );
  });

  it("keeps options, transforms and dependencies on components", () => {
    assert.equal(step("box-repository").newState.protect, true);
    assert.deepEqual(step("group").newState.ignoreChanges, ["tags"]);
    assert.equal(step("group").newState.inputs.description, "transformed");
    assert.deepEqual(
      step("token").newState.dependencies.map((urn: string) => urn.split("::").at(-1)),
      ["box-repository", "box-policy"],
    );
  });
});
