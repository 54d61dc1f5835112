import assert from "node:assert/strict";
import { Server } from "node:net";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { json, planOf, secret } from "../src";

class Box extends pulumi.ComponentResource {
  readonly repository: aws.ecr.Repository;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("test:index:Box", name, {}, opts);
    this.repository = new aws.ecr.Repository(`${name}-repository`, { tags: { a: "b" } }, { parent: this });
    this.registerOutputs({ url: this.repository.repositoryUrl });
  }
}

describe("planOf", () => {
  it("records parents, inputs, dependencies, secrets, options and outputs", async () => {
    const plan = await planOf(() => {
      const provider = new aws.Provider("aws", { region: "eu-west-1" });
      const box = new Box("box", { providers: [provider], protect: true, aliases: [{ name: "crate" }] });
      const parameter = new aws.ssm.Parameter(
        "parameter",
        { type: "SecureString", value: pulumi.secret("hush") },
        { ignoreChanges: ["value"], dependsOn: box, customTimeouts: { create: "1h30m" } },
      );
      const policy = pulumi.jsonStringify({ Resource: box.repository.arn });
      new aws.iam.Policy("policy", { policy });
      return { url: box.repository.repositoryUrl, hidden: parameter.value };
    });
    const repository = plan.resource("box-repository");
    assert.equal(
      repository.urn,
      "urn:pulumi:dev::project::test:index:Box$aws:ecr/repository:Repository::box-repository",
    );
    assert.deepEqual(repository.inputs, { tags: { a: "b" } });
    assert.equal(repository.parent, plan.resource("box").urn);
    assert.equal(repository.protect, true);
    assert.match(repository.provider ?? "", /^urn:pulumi:dev::project::pulumi:providers:aws::aws::/);
    assert.deepEqual(repository.aliases, [
      "urn:pulumi:dev::project::test:index:Box$aws:ecr/repository:Repository::crate-repository",
    ]);
    const parameter = plan.theOne("ssm/parameter:Parameter");
    assert.deepEqual(parameter.inputs, { type: "SecureString", value: secret("hush") });
    assert.deepEqual(parameter.ignoreChanges, ["value"]);
    assert.deepEqual(parameter.customTimeouts, { create: 5400 });
    assert.deepEqual(plan.dependenciesOf(parameter), ["box-repository"]);
    const name = plan.resource("box-repository").outputs.name;
    assert.match(String(name), /^box-repository-[0-9a-f]{7}$/);
    assert.deepEqual(json(plan.resource("policy").inputs.policy), {
      Resource: `arn:aws:ecr:eu-west-1:000000000000:repository/${name}`,
    });
    assert.deepEqual(plan.outputs, {
      url: `000000000000.dkr.ecr.eu-west-1.amazonaws.com/${name}`,
      hidden: secret("hush"),
    });
  });

  it("rejects with the program's own error, and can be used again", async () => {
    const refusal = new pulumi.RunError("no");
    await assert.rejects(
      planOf(() => {
        throw refusal;
      }),
      refusal,
    );
    await assert.rejects(
      planOf(() => {
        void Promise.reject(refusal);
      }),
      refusal,
    );
    const plan = await planOf(() => ({ name: new pulumi.Config("aws").require("region") }));
    assert.deepEqual(plan.outputs, { name: "us-east-1" });
    assert.throws(() => plan.resource("x"), /no resources are called "x"; the plan has:/);
  });

  it("starts no server for the functions of a program, which would still register them when the program has ended", async () => {
    const { listen } = Server.prototype;
    let listening = 0;
    Server.prototype.listen = function (this: Server, ...args: unknown[]) {
      listening++;
      return Reflect.apply(listen, this, args);
    };
    try {
      const plan = await planOf(() => {
        pulumi.runtime.registerResourceTransform(({ props, opts }) => ({
          props: { ...props, name: "transformed" },
          opts,
        }));
        const hook = new pulumi.ErrorHook("again", async () => true);
        new aws.ecr.Repository("repository", {}, { hooks: { onError: [hook] } });
      });
      assert.deepEqual(plan.resource("repository").inputs, { name: "transformed" });
    } finally {
      Server.prototype.listen = listen;
    }
    assert.equal(listening, 0);
  });
});
