import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import {
  EksCluster,
  type EksClusterArgs,
  EksJob,
  EksLoadBalancer,
  nodesForJob,
  Workload,
} from "../../../components/eks";
import type { JobDescription } from "../../../components/job";
import type { ServiceDescription } from "../../../components/service";
import { planOf, type RecordedPlan } from "../../support/plan";
import { network } from "./described";
import { internal, memory } from "./node-groups-plan";

interface Running {
  cluster: Partial<EksClusterArgs>;
  services: Record<string, ServiceDescription>;
  jobs?: Record<string, JobDescription>;
}

function planOfStack({ cluster, services, jobs = {} }: Running): Promise<RecordedPlan> {
  return planOf(() => {
    const options = { providers: [new aws.Provider("aws", { region: "us-east-1" })] };
    const running = [...Object.values(services), ...Object.values(jobs).map(nodesForJob)];
    const eks = new EksCluster(
      "eks",
      { network, services: running, compute: "managed", ...cluster },
      options,
    );
    const loadBalancer = new EksLoadBalancer("eks", { cluster: eks, services }, options);
    for (const [name, service] of Object.entries(services)) {
      new Workload(name, { cluster: eks, loadBalancer, service }, options);
    }
    for (const [name, job] of Object.entries(jobs)) new EksJob(name, { cluster: eks, job }, options);
  });
}

const groupsOf = (plan: RecordedPlan) => plan.ofType("eks/nodeGroup:NodeGroup");

const poolsOf = (plan: RecordedPlan) => plan.ofType("karpenter.sh/v1:NodePool");

interface Pod {
  nodeSelector: object;
  tolerations?: object[];
}

function podOf(plan: RecordedPlan, name: string): Pod {
  const { spec } = plan.resource("apps/v1:Deployment", `${name}-deployment`).inputs as {
    spec: { template: { spec: Pod } };
  };
  return spec.template.spec;
}

describe("node groups that services name", () => {
  let plan: RecordedPlan;

  before(async () => {
    const gpu = { architecture: "x86_64", cpu: 2048, memory: 8192, gpu: 1 } as const;
    plan = await planOfStack({
      cluster: {
        nodes: { operatingSystem: "bottlerocket", maxUnavailable: 2, labels: { team: "shop" } },
        nodeGroups: {
          memory: {
            ...memory,
            ...{ operatingSystem: "al2023", min: 1, max: 3, diskGib: 80 },
            warmPool: { min: 1, reuseOnScaleIn: true },
            labels: { "example.com/team": "search" },
            taints: [
              { key: "example.com/team", value: "search", effect: "NoExecute" },
              { key: "example.com/large", effect: "PreferNoSchedule" },
            ],
          },
          models: { instanceTypes: ["g5.xlarge"] },
          open: { ...memory, taints: [] },
        },
      },
      services: {
        web: internal(),
        search: internal({
          nodeGroup: "memory",
          capacity: { onDemand: 1, spot: 1 },
          before: { command: ["index"] },
        }),
      },
      jobs: {
        train: { image: "train", ...gpu, nodeGroup: "models" },
        clean: { image: "clean", cpu: 256, nodeGroup: "open" },
      },
    });
  });

  it("are of their instance types, On-Demand and on Spot as what runs on them says, with labels and taints", () => {
    const groups = groupsOf(plan)
      .filter(({ name }) => !name.includes("arm64"))
      .map(({ name, inputs }) => {
        const { amiType, capacityType, instanceTypes, scalingConfig, updateConfig, labels, taints } = inputs;
        return { name, amiType, capacityType, instanceTypes, scalingConfig, updateConfig, labels, taints };
      });
    const common = { amiType: "BOTTLEROCKET_ARM_64", updateConfig: { maxUnavailable: 2 } };
    const ofMemory = {
      ...{ ...common, amiType: "AL2023_ARM_64_STANDARD", instanceTypes: ["r7g.large", "r8g.large"] },
      scalingConfig: { minSize: 1, maxSize: 3, desiredSize: 1 },
      labels: { "example.com/team": "search", "node-group": "memory" },
      taints: [
        { key: "example.com/team", value: "search", effect: "NO_EXECUTE" },
        { key: "example.com/large", effect: "PREFER_NO_SCHEDULE" },
      ],
    };
    const fromNone = { minSize: 0, maxSize: 4, desiredSize: 0 };
    assert.deepEqual(groups, [
      { name: "eks-memory", capacityType: "ON_DEMAND", ...ofMemory },
      { name: "eks-memory-spot", capacityType: "SPOT", ...ofMemory },
      {
        name: "eks-models",
        amiType: "BOTTLEROCKET_x86_64_NVIDIA",
        capacityType: "ON_DEMAND",
        instanceTypes: ["g5.xlarge"],
        scalingConfig: fromNone,
        updateConfig: { maxUnavailable: 2 },
        labels: { "node-group": "models" },
        taints: [
          { key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" },
          { key: "node-group", value: "models", effect: "NO_SCHEDULE" },
        ],
      },
      {
        ...{
          name: "eks-open",
          ...common,
          capacityType: "ON_DEMAND",
          instanceTypes: ["r7g.large", "r8g.large"],
        },
        scalingConfig: fromNone,
        labels: { "node-group": "open" },
        taints: undefined,
      },
    ]);
    const { blockDeviceMappings } = plan.resource("ec2/launchTemplate:LaunchTemplate", "eks-memory").inputs;
    assert.equal((blockDeviceMappings as { ebs: { volumeSize?: number } }[])[0]?.ebs.volumeSize, 80);
  });

  it("have a warm pool of On-Demand instances alone", () => {
    assert.deepEqual(
      groupsOf(plan)
        .filter(({ name }) => name.includes("memory"))
        .map(({ name, inputs }) => [name, inputs.warmPoolConfig]),
      [
        [
          "eks-memory",
          { poolState: "STOPPED", minSize: 1, maxGroupPreparedCapacity: 3, reuseOnScaleIn: true },
        ],
        ["eks-memory-spot", undefined],
      ],
    );
  });

  it("leave the other nodes to what names none", () => {
    const others = groupsOf(plan).filter(({ name }) => name.includes("arm64"));
    assert.deepEqual(
      others.map(({ name, inputs }) => [name, inputs.labels, inputs.taints]),
      [["eks-arm64-spot", { team: "shop" }, undefined]],
    );
    const { nodeSelector, tolerations } = podOf(plan, "web");
    assert.deepEqual(nodeSelector, {
      "kubernetes.io/arch": "arm64",
      "eks.amazonaws.com/capacityType": "SPOT",
    });
    assert.equal(tolerations, undefined);
  });

  it("get the pods that name them, those of jobs and of commands before a deployment too", () => {
    const tolerations = [
      { key: "example.com/team", operator: "Equal", value: "search", effect: "NoExecute" },
      { key: "example.com/large", operator: "Exists", effect: "PreferNoSchedule" },
    ];
    const { nodeSelector, ...pod } = podOf(plan, "search");
    assert.deepEqual(nodeSelector, { "kubernetes.io/arch": "arm64", "node-group": "memory" });
    assert.deepEqual(pod.tolerations, tolerations);
    const { spec } = plan.resource("batch/v1:Job", "search-before").inputs as {
      spec: { template: { spec: Pod } };
    };
    assert.deepEqual(spec.template.spec.tolerations, tolerations);
    const pods = plan.ofType("batch/v1:CronJob").map(({ name, inputs }) => {
      const job = inputs as { spec: { jobTemplate: { spec: { template: { spec: Pod } } } } };
      const { nodeSelector, tolerations } = job.spec.jobTemplate.spec.template.spec;
      return { name, nodeSelector, tolerations };
    });
    const onDemand = { "eks.amazonaws.com/capacityType": "ON_DEMAND" };
    assert.deepEqual(pods, [
      {
        name: "clean-job",
        nodeSelector: { "kubernetes.io/arch": "arm64", ...onDemand, "node-group": "open" },
        tolerations: undefined,
      },
      {
        name: "train-job",
        nodeSelector: { "kubernetes.io/arch": "amd64", ...onDemand, "node-group": "models" },
        tolerations: [
          { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
          { key: "node-group", operator: "Equal", value: "models", effect: "NoSchedule" },
        ],
      },
    ]);
  });

  it("leave nodes for the cluster's own pods where everything names one, and Cluster Autoscaler to start theirs", async () => {
    const named = await planOfStack({
      cluster: { nodes: { min: 1, max: 1 }, nodeGroups: { memory } },
      services: { search: internal({ nodeGroup: "memory", capacity: "on-demand" }) },
    });
    assert.deepEqual(
      groupsOf(named).map(({ name }) => name),
      ["eks-memory", "eks-x86-64"],
    );
    assert.ok(named.resource("apps/v1:Deployment", "eks-cluster-autoscaler"));
  });

  it("are node pools with Auto Mode, of as many vCPUs as their instances have", async () => {
    const auto = await planOfStack({
      cluster: {
        compute: "auto",
        nodeGroups: {
          memory: { ...memory, max: 3, labels: { team: "search" } },
          models: { instanceTypes: ["g5.xlarge"] },
        },
      },
      services: {
        web: internal({ capacity: "on-demand" }),
        search: internal({ nodeGroup: "memory" }),
      },
    });
    const pools = poolsOf(auto).map(({ name, inputs }) => {
      const { spec } = inputs as {
        spec: {
          limits: object;
          template: { metadata?: object; spec: { taints?: object[]; requirements: object[] } };
        };
      };
      const { taints, requirements } = spec.template.spec;
      return { name, limits: spec.limits, metadata: spec.template.metadata, taints, requirements };
    });
    const one = (key: string, ...values: string[]) => ({ key, operator: "In", values });
    assert.deepEqual(pools.slice(0, 2), [
      {
        name: "eks-memory-node-pool",
        limits: { cpu: "6" },
        metadata: { labels: { team: "search" } },
        taints: [{ key: "node-group", value: "memory", effect: "NoSchedule" }],
        requirements: [
          one("kubernetes.io/arch", "arm64"),
          one("karpenter.sh/capacity-type", "spot"),
          one("node.kubernetes.io/instance-type", "r7g.large", "r8g.large"),
        ],
      },
      {
        name: "eks-models-node-pool",
        limits: { cpu: "16" },
        metadata: undefined,
        taints: [
          { key: "nvidia.com/gpu", effect: "NoSchedule" },
          { key: "node-group", value: "models", effect: "NoSchedule" },
        ],
        requirements: [
          one("kubernetes.io/arch", "amd64"),
          one("karpenter.sh/capacity-type", "on-demand"),
          one("node.kubernetes.io/instance-type", "g5.xlarge"),
        ],
      },
    ]);
    assert.deepEqual(pools[2]?.requirements.slice(0, 2), [
      one("kubernetes.io/arch", "arm64"),
      one("karpenter.sh/capacity-type", "on-demand"),
    ]);
    assert.deepEqual(podOf(auto, "search").nodeSelector, {
      ...{ "kubernetes.io/arch": "arm64", "karpenter.sh/capacity-type": "spot" },
      "karpenter.sh/nodepool": "memory",
    });
    assert.deepEqual(podOf(auto, "search").tolerations, [
      { key: "node-group", operator: "Equal", value: "memory", effect: "NoSchedule" },
    ]);
  });
});
