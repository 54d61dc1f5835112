import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { EksClusterArgs } from "../../../components/eks";
import { json, Secret } from "../../support/plan";
import { clusterType, planOfCluster } from "./cluster-plan";
import { network } from "./described";

function tokenArguments(kubeconfig: Parameters<typeof json>[0]): string[] {
  const { users } = json(kubeconfig) as { users: { user: { exec: { args: string[] } } }[] };
  return users.flatMap(({ user }) => user.exec.args);
}

describe("Access to an EksCluster", () => {
  it("makes each administrator a cluster administrator in its partition", async () => {
    const plan = await planOfCluster({
      admins: [
        "arn:aws:iam::111122223333:role/teams/ops",
        "arn:aws:iam::444455556666:role/ops",
        "arn:aws-us-gov:iam::111122223333:user/ada",
      ],
    });
    const administrators = [
      ["eks-admin-111122223333-role-teams-ops", "arn:aws:iam::111122223333:role/teams/ops", "aws"],
      ["eks-admin-444455556666-role-ops", "arn:aws:iam::444455556666:role/ops", "aws"],
      ["eks-admin-111122223333-user-ada", "arn:aws-us-gov:iam::111122223333:user/ada", "aws-us-gov"],
    ];
    const clusterName = "aws-containers-dev-eks";
    for (const [name = "", principalArn = "", partition] of administrators) {
      const entry = plan.resource("aws:eks/accessEntry:AccessEntry", name);
      assert.deepEqual(entry.inputs, { clusterName, principalArn });
      const policy = plan.resource(
        "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        `${name}-policy`,
      );
      assert.deepEqual(policy.inputs, {
        clusterName,
        principalArn,
        policyArn: `arn:${partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
        accessScope: { type: "cluster" },
      });
      assert.ok(entry.dependencies.includes(plan.resource(clusterType, "eks").urn));
      assert.ok(policy.dependencies.includes(entry.urn));
      // So that a destroy by one of them deletes their access after the last Kubernetes object.
      assert.ok(plan.resource("eks-kubernetes").dependencies.includes(policy.urn));
    }
    assert.equal(plan.ofType("AccessEntry").length, administrators.length);
  });

  it("gives other roles and users access by their policy, in namespaces or the whole cluster", async () => {
    const access: EksClusterArgs["access"] = {
      "arn:aws:iam::111122223333:role/teams/shop": { policy: "edit", namespaces: ["services"] },
      "arn:aws:iam::111122223333:user/ada": { policy: "view" },
    };
    const plan = await planOfCluster({ access });
    const associations = plan
      .ofType("AccessPolicyAssociation")
      .map(({ name, inputs }) => [name, inputs.principalArn, inputs.policyArn, inputs.accessScope]);
    const policy = (name: string) => `arn:aws:eks::aws:cluster-access-policy/AmazonEKS${name}Policy`;
    const [shop, ada] = Object.keys(access ?? {});
    assert.deepEqual(associations, [
      [
        "eks-access-111122223333-role-teams-shop-policy",
        shop,
        policy("Edit"),
        { type: "namespace", namespaces: ["services"] },
      ],
      ["eks-access-111122223333-user-ada-policy", ada, policy("View"), { type: "cluster" }],
    ]);
  });

  describe("for its endpoint", () => {
    const endpointOf = async (changes: Partial<EksClusterArgs>) => {
      const plan = await planOfCluster(changes);
      const { endpointPrivateAccess, endpointPublicAccess, publicAccessCidrs } = plan.resource(
        clusterType,
        "eks",
      ).inputs;
      return { plan, access: [endpointPrivateAccess, endpointPublicAccess, publicAccessCidrs] };
    };
    const endpointCidrs = ["203.0.113.0/24"];
    const natAddresses = pulumi.output(["198.51.100.7", "198.51.100.8"]);

    it("lets nodes reach a public one through their NAT gateways, where ranges limit it", async () => {
      const { access } = await endpointOf({
        endpoint: "public",
        endpointCidrs,
        network: { ...network, natAddresses },
      });
      assert.deepEqual(access, [false, true, ["203.0.113.0/24", "198.51.100.7/32", "198.51.100.8/32"]]);
      const { access: open } = await endpointOf({
        endpoint: "public",
        network: { ...network, natAddresses },
      });
      assert.deepEqual(open, [false, true, ["0.0.0.0/0"]]);
      const { access: given } = await endpointOf({ endpoint: "public", endpointCidrs });
      assert.deepEqual(given, [false, true, endpointCidrs]);
      const { access: both } = await endpointOf({ endpointCidrs, network: { ...network, natAddresses } });
      assert.deepEqual(both, [true, true, endpointCidrs]);
    });

    it("lets private ranges through to a private one, before any Kubernetes object", async () => {
      const { plan, access } = await endpointOf({ endpoint: "private", endpointCidrs: ["10.8.0.0/16"] });
      assert.deepEqual(access, [true, false, undefined]);
      const rule = plan.resource("eks-endpoint-10-8-0-0-16");
      assert.deepEqual(rule.inputs, {
        securityGroupId: plan.resource(clusterType, "eks").outputs.clusterSecurityGroupId,
        cidrIpv4: "10.8.0.0/16",
        description: "API of eks from 10.8.0.0/16",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      });
      assert.ok(plan.resource("eks-kubernetes").dependencies.includes(rule.urn));
    });
  });

  it("gets tokens with other credentials, but outputs a kubeconfig without them", async () => {
    const roleArn = "arn:aws:iam::111122223333:role/deploy";
    const plan = await planOfCluster({ credentials: { profileName: "work", roleArn } });
    assert.deepEqual(plan.resource(clusterType, "eks").inputs.providerCredentialOpts, {
      profileName: "work",
      roleArn,
    });
    const plain = tokenArguments(plan.outputs.kubeconfig);
    assert.deepEqual(tokenArguments(plan.resource("eks-kubernetes").inputs.kubeconfig), [
      ...plain,
      "--role-arn",
      roleArn,
      "--profile",
      "work",
    ]);
    assert.ok(plan.resource("eks-kubernetes").inputs.kubeconfig instanceof Secret);
    assert.ok(!plain.includes("--profile"));
  });
});
