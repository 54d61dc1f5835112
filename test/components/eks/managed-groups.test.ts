import assert from "node:assert/strict";
import { type RecordedPlan, unknown } from "../../support/plan";
import { addonType, groupType, internal, planOfCluster } from "./managed-plan";

describe("Managed node groups", () => {
  let plan: RecordedPlan;

  before(async () => {
    plan = await planOfCluster();
  });

  it("has a node group of the kind that the services need, in the workload subnets", () => {
    const template = plan.resource("eks-arm64");
    const { inputs, dependencies } = plan.resource(groupType, "eks-arm64-spot");
    assert.deepEqual(inputs, {
      clusterName: "aws-containers-dev-eks",
      nodeRoleArn: plan.resource("eks-nodes").outputs.arn,
      subnetIds: ["subnet-private-1", "subnet-private-2"],
      version: "1.35",
      amiType: "AL2023_ARM_64_STANDARD",
      capacityType: "SPOT",
      instanceTypes: ["c6g.large", "m6g.large", "r6g.large"],
      scalingConfig: { minSize: 1, maxSize: 4, desiredSize: 1 },
      updateConfig: { maxUnavailable: 1 },
      nodeRepairConfig: { enabled: true },
      launchTemplate: { id: template.id, version: unknown },
    });
    for (const needed of ["eks-pod-identity-agent", "eks-vpc-cni", "eks-kube-proxy"]) {
      assert.ok(dependencies.includes(plan.resource(addonType, needed).urn), needed);
    }
    assert.ok(dependencies.includes(plan.resource("eks-nodes-AmazonEKSWorkerNodePolicy").urn));
  });

  it("keeps pods from the nodes' credentials, and encrypts their volumes", () => {
    const volume = { volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" };
    const { inputs } = plan.resource("eks-arm64");
    assert.deepEqual(inputs.metadataOptions, {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
    });
    assert.deepEqual(inputs.blockDeviceMappings, [
      { deviceName: "/dev/xvda", ebs: { ...volume, volumeSize: 30 } },
    ]);
  });

  it("has groups by architecture and capacity, and those with GPUs start with their pods", async () => {
    const mixed = await planOfCluster({
      services: [
        internal({ capacity: "on-demand" }),
        internal({ architecture: "x86_64", capacity: { onDemand: 1, spot: 1 } }),
        internal({ architecture: "x86_64", capacity: "spot", gpu: 1, cpu: 2048, memory: 8192 }),
      ],
      nodes: {
        operatingSystem: "bottlerocket",
        min: 2,
        diskGib: 100,
        maxUnavailable: 2,
        repair: false,
        labels: { "example.com/team": "shop" },
      },
    });
    const groups = mixed.ofType(groupType).map(({ name, inputs }) => {
      const { amiType, capacityType, instanceTypes, scalingConfig, taints } = inputs;
      return { name, amiType, capacityType, instanceTypes, scalingConfig, taints };
    });
    const scaling = (minSize: number) => ({ minSize, maxSize: 4, desiredSize: minSize });
    assert.deepEqual(groups, [
      {
        name: "eks-arm64",
        amiType: "BOTTLEROCKET_ARM_64",
        capacityType: "ON_DEMAND",
        instanceTypes: ["c6g.large", "m6g.large", "r6g.large"],
        scalingConfig: scaling(2),
        taints: undefined,
      },
      {
        name: "eks-gpu-spot",
        amiType: "BOTTLEROCKET_x86_64_NVIDIA",
        capacityType: "SPOT",
        instanceTypes: ["g4dn.xlarge", "g5.xlarge"],
        scalingConfig: scaling(0),
        taints: [{ key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" }],
      },
      ...(["ON_DEMAND", "SPOT"] as const).map((capacityType) => ({
        name: capacityType === "SPOT" ? "eks-x86-64-spot" : "eks-x86-64",
        amiType: "BOTTLEROCKET_x86_64",
        capacityType,
        instanceTypes: ["c6a.large", "m6a.large", "r6a.large"],
        scalingConfig: scaling(2),
        taints: undefined,
      })),
    ]);
    const { labels, updateConfig, nodeRepairConfig } = mixed.resource(groupType, "eks-arm64").inputs;
    assert.deepEqual(
      { labels, updateConfig, nodeRepairConfig },
      {
        labels: { "example.com/team": "shop" },
        updateConfig: { maxUnavailable: 2 },
        nodeRepairConfig: { enabled: false },
      },
    );
    const volume = { volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" };
    assert.deepEqual(
      mixed.resource("ec2/launchTemplate:LaunchTemplate", "eks-arm64").inputs.blockDeviceMappings,
      [
        { deviceName: "/dev/xvda", ebs: volume },
        { deviceName: "/dev/xvdb", ebs: { ...volume, volumeSize: 100 } },
      ],
    );
  });

  it("has nodes for the cluster's own pods where everything else has GPUs", async () => {
    const gpus = await planOfCluster({ services: [internal({ architecture: "x86_64", gpu: 1 })] });
    assert.deepEqual(
      gpus.ofType(groupType).map(({ name }) => name),
      ["eks-gpu-spot", "eks-x86-64"],
    );
  });

  it("takes larger instances for larger pods, and those that it is given", async () => {
    const large = await planOfCluster({ services: [internal({ cpu: 2048, memory: 16_384 })] });
    assert.deepEqual(large.resource(groupType, "eks-arm64-spot").inputs.instanceTypes, ["r6g.xlarge"]);
    const given = await planOfCluster({ nodes: { instanceTypes: ["m7g.xlarge", "m7i.xlarge"] } });
    assert.deepEqual(given.resource(groupType, "eks-arm64-spot").inputs.instanceTypes, ["m7g.xlarge"]);
  });
});
