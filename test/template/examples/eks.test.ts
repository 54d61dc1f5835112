import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { findingsIn, inputsOf, planOf } from "./plan-of-example";

describe("the example of an EKS cluster for teams", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("eks");
  });

  it("meets every policy", () => {
    assert.deepEqual(findingsIn(plan), []);
  });

  it("is reached in its VPC alone, by the ranges that it names", () => {
    const [cluster] = inputsOf(plan, "eks:index:Cluster");
    const { endpointPublicAccess, endpointPrivateAccess, publicAccessCidrs } = cluster ?? {};
    assert.deepEqual(
      [endpointPublicAccess, endpointPrivateAccess, publicAccessCidrs],
      [false, true, undefined],
    );
    const ranges = inputsOf(plan, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(({ fromPort }) => fromPort === 443)
      .map(({ cidrIpv4 }) => cidrIpv4);
    assert.deepEqual(ranges.filter((range) => range !== undefined).sort(), ["10.0.0.0/16", "10.8.0.0/22"]);
  });

  it("has events start a job there, by a function in the private subnets", () => {
    const [call, ...others] = inputsOf(plan, "aws:lambda/function:Function") as {
      vpcConfig: { subnetIds: string[] };
    }[];
    assert.deepEqual([call?.vpcConfig.subnetIds.length, others], [3, []]);
    const [machine] = inputsOf(plan, "aws:sfn/stateMachine:StateMachine");
    assert.match(String(machine?.definition), /"arn:aws:states:::lambda:invoke"/);
    assert.doesNotMatch(String(machine?.definition), /eks:call/);
  });

  it("has network interfaces of its control plane in three zones", () => {
    const clusters = inputsOf(plan, "eks:index:Cluster") as unknown as { subnetIds: string[] }[];
    assert.deepEqual(
      clusters.map(({ subnetIds }) => subnetIds.length),
      [3],
    );
  });

  it("gives the team its namespace, and access to it alone", () => {
    const policies = inputsOf(plan, "aws:eks/accessPolicyAssociation:AccessPolicyAssociation").map(
      ({ principalArn, accessScope }) => [String(principalArn).split("/").at(-1), accessScope],
    );
    assert.deepEqual(Object.fromEntries(policies), {
      "github-deploy-prod": { type: "cluster" },
      platform: { type: "cluster" },
      search: { type: "namespace", namespaces: ["search"] },
      support: { type: "cluster" },
    });
    const [quota] = inputsOf(plan, "kubernetes:core/v1:ResourceQuota") as {
      metadata: object;
      spec: object;
    }[];
    assert.deepEqual(quota, {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "team", namespace: "search" },
      spec: {
        hard: {
          "requests.cpu": "8000m",
          "requests.memory": "16384Mi",
          "limits.memory": "16384Mi",
          pods: "40",
        },
      },
    });
  });
});
