import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { type Deployed, DeployedServices } from "./deployed";
import { findingsIn, planOf } from "./plan-of-example";

const names = ["gateway", "orders", "pricing", "products", "web"];

const nothing: Deployed = {
  variables: { PORT: "8080" },
  secrets: {},
  ports: [8080],
  isPublic: false,
  callers: [],
  databasePorts: [],
  permissions: {},
  before: [],
  container: { user: "65532:65532", readOnly: true },
};

const itemActions = [
  "BatchGetItem",
  "BatchWriteItem",
  "ConditionCheckItem",
  "DeleteItem",
  "DescribeTable",
  "GetItem",
  "PutItem",
  "Query",
  "Scan",
  "UpdateItem",
].map((action) => `dynamodb:${action}`);

const messageActions = [
  "ChangeMessageVisibility",
  "DeleteMessage",
  "GetQueueAttributes",
  "ReceiveMessage",
  "SendMessage",
].map((action) => `sqs:${action}`);

describe("the stack of the shop", () => {
  let plan: PreviewOfStack;
  let services: DeployedServices;
  before(async () => {
    plan = await planOf("shop");
    services = new DeployedServices(plan, names);
  });

  const inputs = (type: string, name: string) => {
    const [found, ...others] = plan.steps.filter(
      ({ urn, newState }) => newState.type === type && urn.endsWith(`::${name}`),
    );
    assert.deepEqual(others, []);
    return found?.newState.inputs ?? {};
  };

  it("gives each service what it calls and uses, the same on both platforms", () => {
    const { CATALOG_HOST = "", CATALOG_READER_HOST = "" } = services.onEcs("products").variables;
    assert.match(
      CATALOG_HOST,
      /^catalog-cluster-[0-9a-f]{7}\.cluster-[0-9a-f]+\.us-east-1\.rds\.amazonaws\.com$/,
    );
    const secret = services.onEcs("products").secrets.CATALOG_PASSWORD?.replace(/:password$/, "") ?? "";
    assert.match(secret, /^arn:aws:secretsmanager:us-east-1:000000000000:secret:rds!cluster-/);
    const { EVENTS_QUEUE_URL = "", ORDERS_TABLE = "" } = services.onEcs("orders").variables;
    const account = "us-east-1:000000000000";
    const tableArn = `arn:aws:dynamodb:${account}:table/${ORDERS_TABLE}`;
    const queueName = EVENTS_QUEUE_URL.split("/").at(-1);
    assert.match(`${ORDERS_TABLE} ${queueName}`, /^orders-table-[0-9a-f]{7} events-queue-[0-9a-f]{7}$/);
    const expected: Record<string, Deployed> = {
      web: { ...nothing, variables: { GATEWAY_URL: "http://gateway", PORT: "8080" }, isPublic: true },
      gateway: {
        ...nothing,
        variables: {
          ORDERS_URL: "http://orders",
          PORT: "8080",
          PRICING_URL: "http://pricing",
          PRODUCTS_URL: "http://products",
        },
        isPublic: true,
        callers: ["web"],
      },
      products: {
        ...nothing,
        variables: {
          CATALOG_HOST,
          CATALOG_NAME: "catalog",
          CATALOG_PORT: "5432",
          CATALOG_READER_HOST,
          PORT: "8080",
        },
        secrets: { CATALOG_PASSWORD: `${secret}:password`, CATALOG_USER: `${secret}:username` },
        callers: ["gateway", "orders"],
        databasePorts: [5432],
        before: ["python", "migrate.py"],
      },
      pricing: { ...nothing, callers: ["gateway", "orders"] },
      orders: {
        ...nothing,
        variables: {
          EVENTS_QUEUE_URL,
          ORDERS_TABLE,
          PORT: "8080",
          PRICING_URL: "http://pricing",
          PRODUCTS_URL: "http://products",
        },
        callers: ["gateway"],
        permissions: {
          [`${tableArn} ${tableArn}/index/*`]: itemActions,
          [`arn:aws:sqs:${account}:${queueName}`]: messageActions,
        },
      },
    };
    for (const name of names) {
      assert.deepEqual(services.onEcs(name), expected[name], `${name} on ECS`);
      assert.deepEqual(services.onEks(name), expected[name], `${name} on EKS`);
    }
  });

  it("confirms orders by a worker of the orders' image, which may do what they may", () => {
    const of = (name: string) =>
      JSON.parse(String(inputs("aws:ecs/taskDefinition:TaskDefinition", name).containerDefinitions))[0];
    const [worker, service] = [of("confirm-task"), of("orders-task")];
    assert.deepEqual([worker.image, worker.command], [service.image, ["node", "confirm.mjs"]]);
    assert.deepEqual(
      worker.environment.map(({ name }: { name: string }) => name),
      ["EVENTS_QUEUE_URL", "ORDERS_TABLE", "PLATFORM"],
    );
    const { minCapacity, maxCapacity } = inputs("aws:appautoscaling/target:Target", "confirm-scaling");
    assert.deepEqual([minCapacity, maxCapacity], [0, 4]);
    const { policy } =
      plan.steps.find(({ urn }) => urn.endsWith("::confirm-permissions"))?.newState.inputs ?? {};
    const policies = plan.steps.filter(({ urn }) => urn.endsWith("::orders-permissions"));
    assert.deepEqual(
      policies.map(({ newState }) => newState.inputs.policy),
      [policy, policy],
    );
  });

  it("violates no policy", () => {
    assert.deepEqual(findingsIn(plan), []);
  });

  it("has its table, its queue with a dead-letter queue, and the addresses of the public services alone", () => {
    const { hashKey } = inputs("aws:dynamodb/table:Table", "orders-table");
    assert.equal(hashKey, "id");
    const { redrivePolicy } = inputs("aws:sqs/queue:Queue", "events-queue");
    assert.equal(JSON.parse(String(redrivePolicy)).maxReceiveCount, 5);
    const { ecsUrls, eksUrls } = plan.outputs as Record<string, Record<string, string>>;
    for (const urls of [ecsUrls, eksUrls]) {
      const paths = Object.entries(urls ?? {}).map(([name, url]) => [name, new URL(url).pathname]);
      assert.deepEqual(paths, [
        ["gateway", "/api/"],
        ["web", "/"],
      ]);
    }
  });

  it("builds each image of its folder for arm64, once", () => {
    const builds = plan.steps.flatMap(({ newState }) =>
      newState.type === "docker:index/image:Image"
        ? [newState.inputs.build as { context: string; platform: string }]
        : [],
    );
    assert.deepEqual(
      builds.map(({ context, platform }) => [context, platform]),
      names.map((name) => [`examples/shop/${name}`, "linux/arm64"]),
    );
  });
});
