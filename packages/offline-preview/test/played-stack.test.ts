import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { PlayedStack, type PlayedUpdate, planOf } from "../src";

describe("a stack in memory", () => {
  const rules = (priorities: Record<string, number>, { internal = false, protect = false } = {}) =>
    planOf(() => {
      new aws.sns.Topic("alarms", {}, { protect });
      const loadBalancerArn = new aws.lb.LoadBalancer("balancer", { internal }).arn;
      const listener = new aws.lb.Listener("http", { loadBalancerArn, defaultActions: [] });
      for (const [name, priority] of Object.entries(priorities)) {
        const listenerArn = listener.arn;
        new aws.lb.ListenerRule(name, { listenerArn, priority, actions: [], conditions: [] });
      }
    });
  const nothing = () => planOf(() => undefined);
  const named = ({ operations }: PlayedUpdate) =>
    operations.map(({ operation, name }) => `${operation} ${name}`);
  const refused = ({ refusals }: PlayedUpdate) =>
    refusals.map(({ step, urn, error }) => `${step} ${urn.split("::").at(-1)}: ${error}`);
  const names = (stack: PlayedStack) => stack.resources.map(({ name }) => name).sort();

  it("creates everything, changes nothing the second time, and can be destroyed", async () => {
    const stack = new PlayedStack();
    const plan = await rules({ web: 10 });
    assert.deepEqual(named(stack.up(plan)), [
      "create http",
      "create web",
      "create balancer",
      "create alarms",
    ]);
    assert.deepEqual(stack.up(plan), { operations: [], refusals: [] });
    assert.deepEqual(refused(stack.destroy()), []);
    assert.deepEqual(stack.resources, []);
  });

  it("stays what it was where a step is refused, and refuses it again", async () => {
    const stack = new PlayedStack();
    stack.up(await rules({ web: 10 }));
    const renamed = await rules({ shop: 10 });
    for (let times = 0; times < 2; times++) {
      assert.deepEqual(refused(stack.up(renamed)), ["create shop: PriorityInUse"]);
      assert.deepEqual(names(stack), ["alarms", "balancer", "http", "web"]);
    }
    assert.deepEqual(refused(stack.up(await rules({}))), []);
    assert.deepEqual(refused(stack.up(renamed)), []);
    assert.deepEqual(names(stack), ["alarms", "balancer", "http", "shop"]);
  });

  it("goes on as two stacks once it is copied", async () => {
    const stack = new PlayedStack();
    stack.up(await rules({ web: 10 }));
    const copy = stack.copy();
    assert.deepEqual(named(copy.up(await rules({}))), ["delete web"]);
    assert.deepEqual(names(stack), ["alarms", "balancer", "http", "web"]);
    assert.deepEqual(stack.up(await rules({ web: 10 })), { operations: [], refusals: [] });
  });

  it("does what isn't refused, and deletes nothing after a refusal", async () => {
    const stack = new PlayedStack();
    stack.up(await rules({ web: 10, old: 20 }));
    assert.deepEqual(refused(stack.up(await rules({ web: 10, shop: 10, news: 30 }))), [
      "create shop: PriorityInUse",
    ]);
    assert.deepEqual(names(stack), ["alarms", "balancer", "http", "news", "old", "web"]);
  });

  it("does nothing at all where something is protected", async () => {
    const stack = new PlayedStack();
    stack.up(await rules({ web: 10 }, { protect: true }));
    assert.deepEqual(refused(stack.destroy()), ["delete alarms: cannot be deleted because it is protected"]);
    assert.deepEqual(names(stack), ["alarms", "balancer", "http", "web"]);
    assert.deepEqual(refused(stack.up(await rules({ web: 10 }))), []);
    assert.deepEqual(refused(stack.destroy()), []);
  });

  it("replaces what depends on a replacement, with what goes missing and what is lost", async () => {
    const repository = (name: string, encryptionType: string) =>
      planOf(() => {
        const encryptionConfigurations = [{ encryptionType }];
        new aws.ecr.Repository("images", { name, forceDelete: true, encryptionConfigurations });
      });
    const stack = new PlayedStack();
    stack.up(await repository("shop", "AES256"));
    const [operation] = stack.up(await repository("shop", "KMS")).operations;
    const { deletedFirst, lost, properties } = operation ?? {};
    assert.deepEqual(
      { deletedFirst, lost, properties },
      { deletedFirst: true, lost: "its images", properties: ["encryptionConfigurations[0].encryptionType"] },
    );
    assert.deepEqual(refused(stack.up(await nothing())), []);
  });

  it("tries again to delete what a replacement left behind", async () => {
    const repository = (encryptionType: string) =>
      planOf(() => {
        new aws.ecr.Repository("images", { encryptionConfigurations: [{ encryptionType }] });
      });
    const stack = new PlayedStack();
    stack.up(await repository("AES256"));
    for (let times = 0; times < 2; times++) {
      assert.deepEqual(refused(stack.up(await repository("KMS"))), [
        "delete images: RepositoryNotEmptyException",
      ]);
    }
    assert.deepEqual(names(stack), ["images"]);
  });
});
