import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { planOf, type RecordedPlan } from "../../src/in-process";
import { differenceOf } from "./two-plans";

/** What is refused on the way: "create shop PriorityInUse". */
function refused(base: RecordedPlan, head: RecordedPlan): string[] {
  return differenceOf(base, head).refusals.map(
    ({ step, urn, error }) => `${step} ${urn.slice(urn.lastIndexOf("::") + 2)}: ${error}`,
  );
}

describe("what a difference says is refused", () => {
  const rule = (listenerArn: aws.lb.ListenerRuleArgs["listenerArn"], name: string, aliases?: string[]) =>
    new aws.lb.ListenerRule(
      name,
      {
        listenerArn,
        priority: 10,
        actions: [{ type: "forward", targetGroupArn: "arn:aws:target" }],
        conditions: [],
      },
      { aliases: aliases?.map((alias) => ({ name: alias })) },
    );
  const listenerOf = (loadBalancer: aws.lb.LoadBalancer, port = 80) =>
    new aws.lb.Listener("http", { loadBalancerArn: loadBalancer.arn, port, defaultActions: [] });
  const balancer = (internal: boolean, name: string, aliases?: string[]) =>
    planOf(() => {
      const { arn } = listenerOf(new aws.lb.LoadBalancer("balancer", { internal }));
      rule(arn, name, aliases);
    });

  it("is a priority under another name, and isn't with an alias", async () => {
    const base = await balancer(false, "web");
    assert.deepEqual(refused(base, await balancer(false, "shop")), ["create shop: PriorityInUse"]);
    assert.deepEqual(refused(base, await balancer(false, "shop", ["web"])), []);
  });

  it("isn't the same key of something that is replaced itself", async () => {
    const base = await balancer(false, "web");
    assert.deepEqual(refused(base, await balancer(true, "web")), []);
    assert.deepEqual(refused(base, await balancer(true, "shop")), []);
  });

  it("isn't a name that the provider deletes first, unless the program forbids that", async () => {
    const queue = (kmsMasterKeyId: string, options: CustomResourceOptions = {}) =>
      planOf(
        () =>
          new aws.sqs.Queue(
            "jobs",
            { name: "jobs", kmsMasterKeyId },
            { replaceOnChanges: ["kmsMasterKeyId"], ...options },
          ),
      );
    assert.deepEqual(refused(await queue("a"), await queue("b")), []);
    assert.deepEqual(refused(await queue("a"), await queue("b", { deleteBeforeReplace: false })), [
      "create jobs: ResourceExists",
    ]);
  });

  it("isn't in use by what goes with it", async () => {
    const group = (port: number) =>
      planOf(() => {
        const balancer = new aws.lb.LoadBalancer("balancer");
        const target = new aws.lb.TargetGroup("target", { name: "web", port });
        const listener = listenerOf(balancer);
        new aws.lb.ListenerRule("rule", {
          listenerArn: listener.arn,
          actions: [{ type: "forward", targetGroupArn: target.arn }],
          conditions: [],
        });
      });
    assert.deepEqual(refused(await group(80), await group(81)), ["delete target: ResourceInUse"]);
  });

  it("is a replacement of what was protected and stays so, and no other", async () => {
    const topic = (kind: string, protect: boolean) =>
      planOf(
        () =>
          new aws.sns.Topic("topic", { displayName: kind }, { protect, replaceOnChanges: ["displayName"] }),
      );
    const refusal = ["delete topic: cannot be deleted because it is protected"];
    assert.deepEqual(refused(await topic("a", true), await topic("b", true)), refusal);
    assert.deepEqual(refused(await topic("a", true), await topic("b", false)), []);
    assert.deepEqual(refused(await topic("a", false), await topic("b", true)), []);
    assert.deepEqual(refused(await topic("a", true), await planOf(() => undefined)), refusal);
  });

  it("isn't the deletion of what AWS keeps", async () => {
    const kept = await planOf(() => new aws.s3.Bucket("files", {}, { retainOnDelete: true }));
    assert.deepEqual(refused(kept, await planOf(() => undefined)), []);
  });

  it("is an object of Kubernetes of the same name under another logical name", async () => {
    const workload = (logical: string, app: string) =>
      planOf(
        () =>
          new k8s.apps.v1.Deployment(logical, {
            metadata: { name: "web", namespace: "services" },
            spec: { selector: { matchLabels: { app } }, template: {} },
          }),
      );
    assert.deepEqual(refused(await workload("web", "a"), await workload("web", "b")), []);
    assert.deepEqual(refused(await workload("web", "a"), await workload("shop", "a")), [
      "create shop: AlreadyExists",
    ]);
  });
});
