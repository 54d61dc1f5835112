import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { EcsCluster, type EcsClusterArgs } from "../../../components/ecs";
import { planOf } from "../../support/plan";

const planOfCluster = (args?: EcsClusterArgs) =>
  planOf(() => {
    const { name, arn, context } = new EcsCluster("ecs", args);
    return { name, arn, context };
  });

describe("EcsCluster", () => {
  it("is a cluster with enhanced Container Insights, and Fargate and Fargate Spot for it", async () => {
    const plan = await planOfCluster();
    const cluster = plan.resource("ecs-cluster");
    const { name } = cluster.outputs;

    assert.deepEqual(plan.resources.map((resource) => resource.type).sort(), [
      "aws-containers:ecs:EcsCluster",
      "aws:ecs/cluster:Cluster",
      "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
    ]);
    assert.deepEqual(cluster.inputs, { settings: [{ name: "containerInsights", value: "enhanced" }] });
    assert.deepEqual(plan.resource("ecs-capacity-providers").inputs, {
      clusterName: name,
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
    });
    assert.deepEqual(
      plan.childrenOf(plan.resource("ecs")).map((child) => child.name),
      ["ecs-cluster", "ecs-capacity-providers"],
    );
  });

  for (const insights of ["enhanced", "enabled", "disabled"] as const) {
    it(`has Container Insights ${insights} by argument`, async () => {
      const { inputs } = (await planOfCluster({ insights })).resource("ecs-cluster");
      assert.deepEqual(inputs.settings, [{ name: "containerInsights", value: insights }]);
    });
  }

  it("refuses another mode of Container Insights", () => {
    // @ts-expect-error: what a program without types could give
    assert.throws(() => new EcsCluster("ecs", { insights: "on" }), {
      message:
        'Invalid arguments for EcsCluster "ecs":\n  - insights is "on": must be enhanced, enabled or disabled',
    });
  });

  for (const logKeyArn of [undefined, "arn:aws:kms:us-east-1:000000000000:key/0f1e2d3c"]) {
    it(`logs the sessions of ECS Exec apart from its containers, ${logKeyArn ? "with the key of logs" : "without a key"}`, async () => {
      const plan = await planOfCluster({ exec: true, logKeyArn });
      const group = plan.resource("ecs-exec-logs");
      assert.deepEqual(group.inputs, { retentionInDays: 365, ...(logKeyArn && { kmsKeyId: logKeyArn }) });
      assert.deepEqual(plan.resource("ecs-cluster").inputs.configuration, {
        executeCommandConfiguration: {
          logging: "OVERRIDE",
          logConfiguration: {
            cloudWatchLogGroupName: group.outputs.name,
            cloudWatchEncryptionEnabled: logKeyArn !== undefined,
          },
        },
      });
    });
  }

  it("outputs its name, its ARN and where it is", async () => {
    const plan = await planOfCluster();
    const { name, arn } = plan.resource("ecs-cluster").outputs;
    assert.deepEqual(plan.outputs, {
      name,
      arn,
      context: { partition: "aws", region: "us-east-1", accountId: "000000000000" },
    });
    assert.deepEqual(plan.resource("ecs").outputs, { name, arn });
  });

  it("is where its provider is", async () => {
    const plan = await planOf(() => {
      const provider = new aws.Provider("aws", { region: "cn-north-1" });
      const { context } = new EcsCluster("ecs", {}, { providers: [provider] });
      return { region: context.region, partition: context.partition };
    });
    const { urn } = plan.resource("aws");
    assert.deepEqual(plan.outputs, { region: "cn-north-1", partition: "aws-cn" });
    for (const child of plan.childrenOf(plan.resource("ecs"))) {
      assert.equal(child.provider?.startsWith(urn), true, child.name);
    }
  });
});
