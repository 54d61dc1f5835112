import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { DeployedServices } from "./deployed";
import { findingsIn, planOf } from "./plan-of-example";

describe("the stack of the to-do list", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("todo");
  });

  it("gives the service its database, and migrates it first, the same on both platforms", () => {
    const services = new DeployedServices(plan, ["todo"]);
    const onEcs = services.onEcs("todo");
    const { DB_HOST = "", DB_READER_HOST = "" } = onEcs.variables;
    assert.match(DB_HOST, /^db-cluster-[0-9a-f]{7}\.cluster-[0-9a-f]+\.us-east-1\.rds\.amazonaws\.com$/);
    const secret = onEcs.secrets.DB_PASSWORD?.replace(/:password$/, "") ?? "";
    assert.match(secret, /^arn:aws:secretsmanager:us-east-1:000000000000:secret:rds!cluster-/);
    assert.deepEqual(onEcs, {
      variables: {
        DB_HOST,
        DB_NAME: "todo",
        DB_PORT: "3306",
        DB_READER_HOST,
        PORT: "8080",
      },
      secrets: { DB_PASSWORD: `${secret}:password`, DB_USER: `${secret}:username` },
      ports: [8080],
      isPublic: true,
      callers: [],
      databasePorts: [3306],
      permissions: {},
      before: ["python", "migrate.py"],
      container: { user: "65532:65532", readOnly: true },
    });
    assert.deepEqual(services.onEks("todo"), onEcs);
  });

  it("violates no policy", () => {
    assert.deepEqual(findingsIn(plan), []);
  });

  it("has MySQL that pauses, and builds for arm64", () => {
    const inputs = (type: string) =>
      plan.steps.filter(({ newState }) => newState.type === type).map(({ newState }) => newState.inputs);
    const [cluster] = inputs("aws:rds/cluster:Cluster");
    assert.deepEqual(
      [cluster?.engine, cluster?.databaseName, cluster?.serverlessv2ScalingConfiguration],
      ["aurora-mysql", "todo", { minCapacity: 0, maxCapacity: 2, secondsUntilAutoPause: 300 }],
    );
    const [build] = inputs("docker:index/image:Image").map(({ build }) => build);
    assert.deepEqual(build, {
      context: "examples/todo",
      dockerfile: "examples/todo/Dockerfile",
      platform: "linux/arm64",
      args: { SOURCE_DATE_EPOCH: "0" },
      builderVersion: "BuilderBuildKit",
    });
  });
});
