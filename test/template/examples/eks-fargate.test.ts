import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { findingsIn, inputsOf, planOf } from "./plan-of-example";

describe("the example of an EKS cluster on Fargate", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("eks-fargate");
  });

  it("meets every policy", () => {
    assert.deepEqual(findingsIn(plan), []);
  });

  it("has Fargate profiles for all namespaces with pods, and no nodes", () => {
    const selectors = inputsOf(plan, "aws:eks/fargateProfile:FargateProfile").map(
      (profile) => profile.selectors,
    );
    assert.deepEqual(selectors, [
      [{ namespace: "services" }],
      [{ namespace: "kube-system" }, { namespace: "cert-manager" }],
      [{ namespace: "search" }],
    ]);
    for (const type of [
      "aws:eks/nodeGroup:NodeGroup",
      "kubernetes:apps/v1:DaemonSet",
      "kubernetes:karpenter.sh/v1:NodePool",
    ]) {
      assert.deepEqual(inputsOf(plan, type), [], type);
    }
    const addons = inputsOf(plan, "aws:eks/addon:Addon").map(({ addonName }) => addonName);
    assert.deepEqual(addons.sort(), ["cert-manager", "coredns", "metrics-server"]);
  });

  it("gives pods roles by IRSA alone", () => {
    assert.equal(inputsOf(plan, "aws:iam/openIdConnectProvider:OpenIdConnectProvider").length, 1);
    assert.deepEqual(inputsOf(plan, "aws:eks/podIdentityAssociation:PodIdentityAssociation"), []);
    const accounts = inputsOf(plan, "kubernetes:core/v1:ServiceAccount") as {
      metadata: { name: string; annotations?: Record<string, string> };
    }[];
    const withRoles = accounts.filter(({ metadata }) => metadata.annotations?.["eks.amazonaws.com/role-arn"]);
    assert.deepEqual(withRoles.map(({ metadata }) => metadata.name).sort(), [
      "aws-load-balancer-controller",
      "hello",
      "report",
    ]);
  });

  it("keeps log lines in one group, as long as the longest of its services", () => {
    const groups = inputsOf(plan, "aws:cloudwatch/logGroup:LogGroup").filter(
      ({ name }) => typeof name === "string" && name.endsWith("/services"),
    );
    assert.deepEqual(
      groups.map(({ retentionInDays }) => retentionInDays),
      [400],
    );
  });
});
