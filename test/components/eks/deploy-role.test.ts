import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { EksCluster, type EksClusterArgs } from "../../../components/eks";
import { remaining, withoutCreator } from "../../../components/eks/deploy-role";
import { planOf } from "../../support/plan";
import { described, network } from "./described";

const deployRole = "arn:aws:iam::111122223333:role/github-deploy-dev";
const ops = "arn:aws:iam::111122223333:role/ops";

const planOfCluster = (args: Partial<EksClusterArgs>) =>
  planOf(() => {
    new EksCluster("eks", { clusterName: "shop", network, services: [described()], ...args });
  });

describe("The role that deploys", () => {
  it("administers the cluster beside others, and loses its access after the last object", async () => {
    const plan = await planOfCluster({ deployRole, admins: [ops] });
    assert.deepEqual(
      plan.ofType("AccessPolicyAssociation").map(({ name, inputs }) => [name, inputs]),
      [
        ["eks-admin-111122223333-role-github-deploy-dev-policy", deployRole],
        ["eks-admin-111122223333-role-ops-policy", ops],
      ].map(([name, principalArn]) => [
        name,
        {
          clusterName: "shop",
          principalArn,
          policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
          accessScope: { type: "cluster" },
        },
      ]),
    );
    const { dependencies } = plan.resource("eks-kubernetes");
    for (const { urn } of plan.ofType("AccessPolicyAssociation")) assert.ok(dependencies.includes(urn));
  });

  it("is the only one whom a new cluster gives access, in place of its creator", async () => {
    const cluster = (transforms: EksClusterArgs["deployRole"][]) =>
      planOf(() => {
        new aws.eks.Cluster(
          "shop",
          {
            roleArn: "arn:aws:iam::111122223333:role/shop",
            vpcConfig: { subnetIds: ["subnet-1", "subnet-2"] },
            accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: true },
          },
          { transforms: transforms.map(() => withoutCreator) },
        );
      });
    const accessOf = async (transforms: EksClusterArgs["deployRole"][]) =>
      (await cluster(transforms)).theOne("eks/cluster:Cluster").inputs.accessConfig;
    assert.deepEqual(await accessOf([deployRole]), {
      authenticationMode: "API",
      bootstrapClusterCreatorAdminPermissions: false,
    });
    assert.deepEqual(await accessOf([]), {
      authenticationMode: "API",
      bootstrapClusterCreatorAdminPermissions: true,
    });
  });

  it("is waited for only within the first seconds of its access", () => {
    const at = Date.parse("2026-11-21T12:00:00Z");
    assert.equal(remaining("2026-11-21 12:00:00 +0000 UTC", at + 5_000), 10_000);
    assert.equal(remaining("2026-11-21T12:00:00Z", at + 5_000), 10_000);
    assert.equal(remaining("2026-11-21T12:00:00Z", at + 15_000), 0);
    // A clock that is behind must not make an update wait for ever.
    assert.equal(remaining("2026-11-21T12:00:00Z", at - 60_000), 0);
    assert.equal(remaining("unknown", at), 0);
  });

  it("is refused where it is no role, or has access by another argument", async () => {
    await assert.rejects(planOfCluster({ deployRole: "arn:aws:iam::111122223333:user/ada" }), {
      message: [
        'Invalid arguments for EksCluster "eks":',
        '  - deployRole is "arn:aws:iam::111122223333:user/ada": must be the ARN of an IAM role, such as arn:aws:iam::111122223333:role/github-deploy-dev',
      ].join("\n"),
    });
    await assert.rejects(planOfCluster({ deployRole: ops, admins: [ops] }), {
      message: [
        'Invalid arguments for EksCluster "eks":',
        `  - deployRole is ${ops}, which admins or access name too: must be in one of them`,
      ].join("\n"),
    });
  });
});
