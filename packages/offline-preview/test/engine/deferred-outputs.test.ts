import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { planOf } from "../../src/plan-of";

describe("outputs that are made late", () => {
  it("have their value whenever the program asks: before, and after the registration", async () => {
    const seen: Record<string, unknown> = {};
    await planOf(async () => {
      const queue = new aws.sqs.Queue("queue", { name: "orders" });
      const { name } = queue;
      assert.equal(queue.name, name);
      name.apply((value) => Object.assign(seen, { name: value }));
      await new Promise((resolve) => queue.urn.apply(resolve));
      seen.arn = await new Promise((resolve) => queue.arn.apply(resolve));
    });
    assert.deepEqual(seen, { name: "orders", arn: "arn:aws:sqs:us-east-1:000000000000:orders" });
  });

  it("carry the resource that they come from", async () => {
    const plan = await planOf(() => {
      const queue = new aws.sqs.Queue("queue", { name: "orders" });
      new aws.ssm.Parameter("parameter", { type: "String", value: queue.arn });
    });
    const { propertyDependencies } = plan.resource("aws:ssm/parameter:Parameter", "parameter");
    assert.deepEqual(propertyDependencies.value, [plan.resource("aws:sqs/queue:Queue", "queue").urn]);
  });

  it("can be replaced, and are listed like any property of the resource", async () => {
    await planOf(() => {
      const queue = new aws.sqs.Queue("queue", { name: "orders" });
      assert(Object.keys(queue).includes("policy"));
      const replacement = pulumi.output("mine");
      Object.assign(queue, { policy: replacement });
      assert.equal(queue.policy, replacement);
    });
  });

  it("reject with what makes an input fail", async () => {
    const failed = planOf(() => {
      const topic = new aws.sns.Topic("topic", { name: pulumi.output(Promise.reject(new Error("no name"))) });
      new aws.ssm.Parameter("parameter", { type: "String", value: topic.arn });
    });
    await assert.rejects(failed, /no name/);
  });

  it("are there for a transform that looks at a resource's options", async () => {
    const seen: unknown[] = [];
    const plan = await planOf(async () => {
      const topic = new aws.sns.Topic("topic", {});
      const provider = new aws.Provider("other", { region: "eu-central-1" });
      pulumi.runtime.registerResourceTransform(({ name, props, opts }) => {
        if (name !== "queue") return undefined;
        const { provider: given } = opts as pulumi.CustomResourceOptions;
        assert(pulumi.ProviderResource.isInstance(given));
        seen.push(Reflect.get(given, "pkg"));
        return { props: { ...props, name: "changed" }, opts: pulumi.mergeOptions(opts, { protect: true }) };
      });
      new aws.sqs.Queue("queue", { name: "orders" }, { provider, dependsOn: [topic] });
    });
    const queue = plan.resource("aws:sqs/queue:Queue", "queue");
    assert.deepEqual(seen, ["aws"]);
    assert.equal(queue.inputs.name, "changed");
    assert.equal(queue.protect, true);
    assert.deepEqual(queue.dependencies, [plan.resource("aws:sns/topic:Topic", "topic").urn]);
    assert.equal(queue.provider?.split("::").at(-2), "other");
  });
});
