import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { findingsIn, inputsOf, planOf } from "./plan-of-example";

describe("the example of an EKS cluster on self-managed nodes", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("eks-self-managed");
  });

  it("meets every policy", () => {
    assert.deepEqual(findingsIn(plan), []);
  });

  it("has a group of what names none, and one of what the search runs on", () => {
    const groups = inputsOf(plan, "aws:autoscaling/group:Group").map(({ minSize, maxSize }) => [
      minSize,
      maxSize,
    ]);
    assert.deepEqual(groups, [
      [2, 6],
      [0, 3],
    ]);
    assert.deepEqual(
      inputsOf(plan, "aws:ec2/launchTemplate:LaunchTemplate").map(({ imageId }) => imageId),
      ["arm64", "x86_64"].map(
        (architecture) =>
          `resolve:ssm:/aws/service/eks/optimized-ami/1.36/amazon-linux-2023/${architecture}/standard/recommended/image_id`,
      ),
    );
    assert.deepEqual(inputsOf(plan, "aws:eks/nodeGroup:NodeGroup"), []);
  });

  it("drains the nodes of both groups before they end", () => {
    const hooks = inputsOf(plan, "aws:autoscaling/lifecycleHook:LifecycleHook");
    assert.deepEqual(
      hooks.map(({ lifecycleTransition }) => lifecycleTransition),
      ["autoscaling:EC2_INSTANCE_TERMINATING", "autoscaling:EC2_INSTANCE_TERMINATING"],
    );
  });

  it("has the add-ons and controllers of node groups, but for what needs managed ones", () => {
    const addons = inputsOf(plan, "aws:eks/addon:Addon").map(({ addonName }) => addonName);
    assert.deepEqual(addons.sort(), [
      "aws-fsx-csi-driver",
      "cert-manager",
      "coredns",
      "eks-pod-identity-agent",
      "kube-proxy",
      "metrics-server",
      "vpc-cni",
    ]);
    const deployments = inputsOf(plan, "kubernetes:apps/v1:Deployment") as {
      metadata: { name: string };
      spec: { template: { spec: { nodeSelector: object; tolerations?: object[] } } };
    }[];
    assert.deepEqual(deployments.map(({ metadata }) => metadata.name).sort(), [
      "aws-load-balancer-controller",
      "cluster-autoscaler",
      "hello",
      "search",
    ]);
    const [search] = deployments.filter(({ metadata }) => metadata.name === "search");
    assert.deepEqual(search?.spec.template.spec.nodeSelector, {
      "kubernetes.io/arch": "amd64",
      "node-group": "search",
    });
    assert.deepEqual(search?.spec.template.spec.tolerations, [
      { key: "team", operator: "Equal", value: "search", effect: "NoSchedule" },
    ]);
  });
});
