import assert from "node:assert/strict";
import { verdict } from "../../../packages/offline-preview/src/diff";
import {
  consequencesOf,
  differenceOf,
  operationsOf,
  propertiesOf,
  rewritten,
} from "../../../packages/offline-preview/test/diff/two-plans";
import type { RecordedPlan } from "../../support/plan";
import { stackWith } from "./stack-with";

describe("difference between two plans of the stack", () => {
  let dev: RecordedPlan;
  let withMoreMemory: RecordedPlan;
  before(async () => {
    dev = await stackWith();
    withMoreMemory = await stackWith({ services: { hello: { source: "./app", memory: 1024 } } });
  });

  it("is nothing between a plan and itself", async () => {
    const difference = differenceOf(dev, await stackWith({ tier: "dev" }));
    assert.deepEqual(difference.changes, []);
    assert.deepEqual(
      [difference.images, difference.outputs, difference.warnings, difference.notes],
      [[], [], [], []],
    );
    assert.equal(verdict(difference), `nothing changes; ${dev.resources.length} unchanged`);
  });

  it("of more memory is a new revision of the task definition, which the service follows, and an update of the Deployment", async () => {
    const difference = differenceOf(dev, withMoreMemory);
    assert.deepEqual(operationsOf(difference), [
      "update hello-service",
      "new revision hello-task",
      "update hello-deployment",
    ]);
    assert.deepEqual(consequencesOf(difference), ["hello-service taskDefinition follows hello-task"]);
    assert.deepEqual(propertiesOf(difference), [
      'hello-task memory: "512" → "1024"',
      'hello-deployment spec.template.spec.containers[service].resources.limits.memory: "512Mi" → "1024Mi"',
      'hello-deployment spec.template.spec.containers[service].resources.requests.memory: "512Mi" → "1024Mi"',
    ]);
    assert.deepEqual(difference.changes[1]?.properties[0]?.documented, {
      replaces: "yes",
      sentence: "Update requires: Replacement",
      file: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html",
    });
    assert.equal(difference.changes[2]?.properties[0]?.documented.replaces, "no");
    assert.match(verdict(difference), /^2 to update, 1 new revision; \d+ unchanged$/);
    assert.deepEqual(difference.warnings, []);
  });

  it("of another service is new resources alone", async () => {
    const services = {
      hello: { source: "./app", routes: [{ path: "/*" }] },
      shop: { source: "./app", routes: [{ path: "/shop/*" }], platforms: ["ecs"] },
    };
    const platforms = ["ecs"];
    const difference = differenceOf(
      await stackWith({ platforms, services: { hello: services.hello } }),
      await stackWith({ platforms, services }),
    );
    const names = difference.changes
      .filter(({ operation }) => operation === "create")
      .map(({ head }) => head?.name);
    assert.ok(names.includes("shop-task") && names.includes("registry-shop") && names.includes("shop-image"));
    assert.deepEqual(
      operationsOf(difference).filter((each) => !/^create (shop|registry-shop|ecs-route)/.test(each)),
      [],
    );
    assert.deepEqual(
      difference.outputs.map(({ path }) => path),
      ["repositoryUrls.shop", "imageUris.shop", "ecsUrls.shop"].sort(),
    );
    assert.deepEqual(difference.warnings, []);
  });

  it("of EKS turned off warns of what is lost before all else", async () => {
    const difference = differenceOf(dev, await stackWith({ platforms: ["ecs"] }));
    assert.deepEqual(difference.warnings, [
      "eks-container-logs (aws:cloudwatch:LogGroup) is DELETED, and with it its logs",
      "eks-logs (aws:cloudwatch:LogGroup) is DELETED, and with it its logs",
      "eks-key (aws:kms:Key) is DELETED, and with it everything encrypted with it, which nobody can read any more",
      "eks (eks:index:Cluster) is DELETED, and with it everything that runs in it, and its volumes' claims",
      "eks-namespace (kubernetes:core:Namespace) is DELETED, and with it everything in it",
      "hello-logs (aws:cloudwatch:LogGroup) is DELETED, and with it its logs",
    ]);
    assert.ok(operationsOf(difference).every((each) => each.startsWith("delete ")));
  });

  it("of another range of addresses replaces the network", async () => {
    const difference = differenceOf(dev, await stackWith({ network: { cidr: "10.9.0.0/16" } }));
    assert.equal(operationsOf(difference).filter((each) => each === "replace network").length, 1);
    assert.ok(operationsOf(difference).includes("replace hello-target"));
    assert.ok(consequencesOf(difference).includes("hello-target vpcId follows network"));
    assert.deepEqual(propertiesOf(difference), [
      'network cidrBlock: "10.0.0.0/16" → "10.9.0.0/16"',
      'network subnetSpecs[0].cidrBlocks: ["10.0.0.0/20","10.0.32.0/20"] → ["10.9.0.0/20","10.9.32.0/20"]',
      'network subnetSpecs[1].cidrBlocks: ["10.0.16.0/21","10.0.48.0/21"] → ["10.9.16.0/21","10.9.48.0/21"]',
    ]);
    assert.deepEqual(difference.warnings, [
      "network (awsx:ec2:Vpc) is REPLACED (cidrBlock, subnetSpecs[0].cidrBlocks, subnetSpecs[1].cidrBlocks): lost is its subnets, and with them everything that runs there",
    ]);
  });

  it("of a rotated secret says that it changes, and neither what it was nor what it is", async () => {
    const withSecret = (value: string) =>
      stackWith(
        {
          platforms: ["ecs"],
          services: { hello: { source: "./app", environment: { TOKEN: value, PLAIN: "a" } } },
        },
        { secretKeys: ["aws-containers:services"] },
      );
    const plan = await withSecret("hush-hush");
    assert.deepEqual(differenceOf(plan, rewritten(plan, "hush-hush", "hush-hush")).changes, []);
    const difference = differenceOf(plan, rewritten(plan, "hush-hush", "psst-psst"));
    assert.deepEqual(propertiesOf(difference), ["hello-environment secretString.TOKEN: [secret]"]);
    assert.deepEqual(operationsOf(difference), [
      "update hello-service",
      "new revision hello-task",
      "replace hello-environment",
    ]);
    assert.doesNotMatch(JSON.stringify(propertiesOf(difference)), /hush|psst/);
    assert.ok(difference.changes.every(({ properties }) => properties.every(({ secret }) => secret)));
  });

  it("of an image alone is one line, whoever names the image", () => {
    const tag = /:([0-9a-f]{20})$/.exec(String(dev.resource("hello-image").inputs.imageName))?.[1] ?? "";
    const other = "0123456789abcdef0123";
    const difference = differenceOf(dev, rewritten(dev, tag, other));
    assert.deepEqual(operationsOf(difference), [
      "update hello-service",
      "new revision hello-task",
      "update hello-deployment",
      "update hello-image",
      "update hello-lifecycle",
    ]);
    assert.deepEqual(propertiesOf(difference), []);
    assert.deepEqual(
      difference.images.map(({ service, followers }) => [service, followers.map(({ name }) => name)]),
      [["hello", ["hello-task", "hello-deployment", "hello-lifecycle"]]],
    );
    assert.deepEqual(difference.outputs, []);
    assert.match(verdict(difference), /^4 to update, 1 new revision, image of hello changes; \d+ unchanged$/);
  });

  it("of an image and something else shows the something else, and that the image is named there too", async () => {
    const tag = /:([0-9a-f]{20})$/.exec(String(dev.resource("hello-image").inputs.imageName))?.[1] ?? "";
    const base = rewritten(dev, tag, "0123456789abcdef0123");
    const difference = differenceOf(base, withMoreMemory);
    const task = difference.changes.find(({ head }) => head?.name === "hello-task");
    assert.deepEqual(
      task?.properties.map(({ path }) => path),
      ["memory"],
    );
    assert.deepEqual(task?.images, ["hello"]);
  });
});
