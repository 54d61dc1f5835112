import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EksCluster, type EksClusterArgs } from "../../../components/eks";
import { json, planOf, Secret } from "../../support/plan";
import { clusterType, inputAt, planOfCluster } from "./cluster-plan";
import { described, network } from "./described";

describe("EksCluster with other arguments", () => {
  it("takes version, endpoint, logs, limits and namespace as they are", async () => {
    const plan = await planOfCluster({
      version: "1.36",
      endpointCidrs: ["203.0.113.0/24", "198.51.100.7/32"],
      logs: ["api", "audit"],
      logRetentionDays: 90,
      logKeyArn: "arn:aws:kms:us-east-1:111122223333:key/0a1b",
      deletionProtection: true,
      maxCpus: 8,
      namespace: "shop",
      clusterName: "main",
    });
    const { inputs } = plan.resource(clusterType, "eks");
    assert.equal(inputs.version, "1.36");
    assert.equal(inputs.name, "main");
    assert.deepEqual(inputs.publicAccessCidrs, ["203.0.113.0/24", "198.51.100.7/32"]);
    assert.deepEqual(inputs.enabledClusterLogTypes, ["api", "audit"]);
    assert.equal(inputs.deletionProtection, true);
    assert.deepEqual(plan.resource("eks-logs").inputs, {
      name: "/aws/eks/main/cluster",
      retentionInDays: 90,
      kmsKeyId: "arn:aws:kms:us-east-1:111122223333:key/0a1b",
    });
    assert.equal(plan.resource("eks-metrics-server").inputs.clusterName, "main");
    assert.deepEqual(inputAt(plan, "eks-node-pool", "spec", "limits"), { cpu: "8" });
    assert.equal(inputAt(plan, "eks-namespace", "metadata", "name"), "shop");
    assert.deepEqual(inputAt(plan, "eks-ingress-class-parameters", "spec", "namespaceSelector"), {
      matchLabels: { "kubernetes.io/metadata.name": "shop" },
    });
  });

  it("tags nodes and load balancer, secret values as such", async () => {
    const plan = await planOfCluster({ tags: { stack: "dev", owner: pulumi.secret("shop") } });
    assert.deepEqual(inputAt(plan, "eks-node-class", "spec", "tags"), {
      stack: "dev",
      owner: new Secret("shop"),
    });
    assert.deepEqual(inputAt(plan, "eks-ingress-class-parameters", "spec", "tags"), [
      { key: "stack", value: "dev" },
      { key: "owner", value: new Secret("shop") },
    ]);
  });

  it("has nodes in all zones, and the control plane in the first two or as many as it began with", async () => {
    const wide = {
      ...network,
      workloadSubnetIds: ["subnet-1", "subnet-2", "subnet-3"],
      availabilityZones: 3,
    };
    for (const [controlPlaneZones, expected] of [
      [undefined, ["subnet-1", "subnet-2"]],
      [2, ["subnet-1", "subnet-2"]],
      [3, ["subnet-1", "subnet-2", "subnet-3"]],
    ] as const) {
      const plan = await planOfCluster({ network: wide, controlPlaneZones });
      assert.deepEqual(plan.resource(clusterType, "eks").inputs.subnetIds, expected);
      assert.deepEqual(inputAt(plan, "eks-node-class", "spec", "subnetSelectorTerms"), [
        { id: "subnet-1" },
        { id: "subnet-2" },
        { id: "subnet-3" },
      ]);
    }
  });

  it("has the control plane in all subnets whose zones can't be known", async () => {
    const workloadSubnetIds = ["subnet-a-1", "subnet-a-2", "subnet-b-1"];
    const plan = await planOfCluster({ network: { ...network, workloadSubnetIds } });
    assert.deepEqual(plan.resource(clusterType, "eks").inputs.subnetIds, workloadSubnetIds);
  });

  it("limits the nodes to what the services need at their maximum during a deployment, and to 64 vCPUs at least", async () => {
    const limitOf = async (...services: EksClusterArgs["services"]) =>
      inputAt(await planOfCluster({ services }), "eks-node-pool", "spec", "limits");
    const large = described({ cpu: 16384, scaling: { min: 5, max: 10, cpuPercent: 60 } });
    assert.deepEqual(await limitOf(large), { cpu: "640" });
    assert.deepEqual(await limitOf({ ...large, maximumPercent: 125 }, described()), { cpu: "420" });
    assert.deepEqual(await limitOf(described({ memory: 131072, scaling: { min: 4, max: 4 } })), {
      cpu: "256",
    });
  });

  it("encrypts secrets with a key that rotates", async () => {
    const plan = await planOfCluster({ secretsEncryption: true });
    const key = plan.resource("aws:kms/key:Key", "eks-key");
    const { policy, ...inputs } = key.inputs;
    assert.deepEqual(inputs, {
      description: "Kubernetes secrets of the EKS cluster aws-containers-dev-eks",
      enableKeyRotation: true,
      deletionWindowInDays: 30,
    });
    const root = { AWS: "arn:aws:iam::000000000000:root" };
    assert.deepEqual(json(policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AdministerByIam",
          Effect: "Allow",
          Principal: root,
          Action: [
            "kms:CancelKeyDeletion",
            "kms:CreateAlias",
            "kms:DeleteAlias",
            "kms:Describe*",
            "kms:Disable*",
            "kms:Enable*",
            "kms:Get*",
            "kms:List*",
            "kms:PutKeyPolicy",
            "kms:RevokeGrant",
            "kms:RotateKeyOnDemand",
            "kms:ScheduleKeyDeletion",
            "kms:TagResource",
            "kms:UntagResource",
            "kms:Update*",
          ],
          Resource: "*",
        },
        {
          Sid: "GrantUseToEks",
          Effect: "Allow",
          Principal: root,
          Action: "kms:CreateGrant",
          Resource: "*",
        },
      ],
    });
    const cluster = plan.resource(clusterType, "eks");
    assert.equal(cluster.inputs.encryptionConfigKeyArn, key.outputs.arn);
    assert.deepEqual(cluster.propertyDependencies.encryptionConfigKeyArn, [key.urn]);
  });

  it("protects cluster, key and logs, but not access entries", async () => {
    const plan = await planOfCluster({
      protect: true,
      secretsEncryption: true,
      admins: ["arn:aws:iam::111122223333:role/ops"],
    });
    const isProtected = plan.resources
      .filter(({ protect }) => protect)
      .map(({ name, type }) => `${name} ${type}`);
    assert.deepEqual(isProtected.sort(), [
      "eks eks:index:Cluster",
      "eks-key aws:kms/key:Key",
      "eks-logs aws:cloudwatch/logGroup:LogGroup",
    ]);
  });

  it("turns a stack's name into one that EKS accepts", async () => {
    const program = () => void new EksCluster("eks", { network, services: [described()] });
    const plan = await planOf(program, { stack: "team.dev" });
    assert.equal(plan.resource(clusterType, "eks").inputs.name, "aws-containers-team-dev-eks");
  });

  it("has nodes of every architecture and capacity that a service needs", async () => {
    const plan = await planOfCluster({
      services: [described(), described({ architecture: "x86_64", capacity: "on-demand" })],
    });
    const requirements = inputAt(plan, "eks-node-pool", "spec", "template", "spec", "requirements");
    assert.ok(Array.isArray(requirements));
    assert.deepEqual(requirements.slice(0, 2), [
      { key: "kubernetes.io/arch", operator: "In", values: ["amd64", "arm64"] },
      { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand", "spot"] },
    ]);
  });
});
