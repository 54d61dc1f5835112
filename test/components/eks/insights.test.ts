import assert from "node:assert/strict";
import { EksCluster, type EksClusterArgs } from "../../../components/eks";
import { json, planOf } from "../../support/plan";
import { described, network } from "./described";

const planOfCluster = (args: Partial<EksClusterArgs> = {}) =>
  planOf(() => {
    new EksCluster("eks", { clusterName: "shop", network, services: [described()], ...args });
  });

describe("Container Insights on EKS", () => {
  it("are an add-on that collects no container logs, which the cluster's collector does", async () => {
    const plan = await planOfCluster({ insights: "enhanced" });
    const { configurationValues, ...addon } = plan.resource("aws:eks/addon:Addon", "eks-insights").inputs;
    assert.deepEqual(addon, {
      clusterName: "shop",
      addonName: "amazon-cloudwatch-observability",
      addonVersion: "v6.4.0-eksbuild.1",
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
    });
    assert.deepEqual(json(configurationValues), {
      agent: {
        config: { logs: { metrics_collected: { kubernetes: { enhanced_container_insights: true } } } },
      },
      containerLogs: { enabled: false },
    });
    assert.equal(plan.ofType("DaemonSet").length, 1);
  });

  it("start with the role of their agent and the log group, and with nodes", async () => {
    const plan = await planOfCluster({ insights: "enhanced", logRetentionDays: 30, logKeyArn: "arn:key" });
    const association = plan.resource("eks-insights-pod-identity");
    const { namespace, serviceAccount } = association.inputs;
    assert.deepEqual([namespace, serviceAccount], ["amazon-cloudwatch", "cloudwatch-agent"]);
    const policy = plan.resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "eks-insights");
    assert.equal(policy.inputs.policyArn, "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy");
    const logGroup = plan.resource("aws:cloudwatch/logGroup:LogGroup", "eks-insights");
    assert.deepEqual(logGroup.inputs, {
      name: "/aws/containerinsights/shop/performance",
      retentionInDays: 30,
      kmsKeyId: "arn:key",
    });
    const { dependencies } = plan.resource("aws:eks/addon:Addon", "eks-insights");
    for (const { urn } of [association, policy, logGroup, plan.resource("eks-node-pool")]) {
      assert.ok(dependencies.includes(urn), urn);
    }
  });

  it("are none by default", async () => {
    const plan = await planOfCluster();
    assert.deepEqual(
      plan.ofType("Addon").map(({ name }) => name),
      ["eks-metrics-server"],
    );
  });

  it("are refused in a mode that EKS doesn't have", async () => {
    await assert.rejects(planOfCluster({ insights: "enabled" as "enhanced" }), {
      message:
        'Invalid arguments for EksCluster "eks":\n  - insights is "enabled": must be enhanced or disabled',
    });
  });
});
