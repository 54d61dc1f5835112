import assert from "node:assert/strict";
import { type Case, errorsOf, hasPlatforms, read } from "./reading";

const onEks = (eks: object, service: object = {}, others: object = {}) => ({
  platforms: "eks",
  eks,
  services: { hello: { exposure: "internal", ...service } },
  ...others,
});

const onNodes = (nodes: object, service: object = {}) => onEks({ compute: "managed", nodes }, service);

const app = { source: "./app", exposure: "internal" };

const ofManaged = "is of managed node groups: remove it, or set aws-containers:eks.compute: managed.";
const manyLabels = Object.fromEntries(
  Array.from({ length: 31 }, (_, index) => [`example.com/label${index}`, "x"]),
);
const longKey = `${"x".repeat(50)}.example.com/${"y".repeat(21)}`;

const cases: Case[] = [
  {
    what: "another compute, and nodes that can't be",
    config: onEks({
      compute: "manged",
      nodes: {
        instanceTypes: ["large"],
        operatingSystem: "al2",
        min: -1,
        max: 0,
        diskGib: 8,
        maxUnavailable: 0,
        size: 1,
      },
    }),
    lines: [
      'aws-containers:eks.compute is "manged", but must be auto, managed, self-managed or fargate. Did you mean managed?',
      "aws-containers:eks.nodes.diskGib is 8, but must be a whole number from 20 to 16384.",
      'aws-containers:eks.nodes.instanceTypes[0] is "large", but must be an instance type such as m7g.large.',
      "aws-containers:eks.nodes.max is 0, but must be a whole number from 1 to 450.",
      "aws-containers:eks.nodes.maxUnavailable is 0, but must be a whole number from 1 to 100.",
      "aws-containers:eks.nodes.min is -1, but must be a whole number from 0 to 450.",
      'aws-containers:eks.nodes.operatingSystem is "al2", but must be al2023 or bottlerocket. Did you mean al2023?',
      "aws-containers:eks.nodes.size is unknown. Known here: diskGib, instanceTypes, labels, max, maxUnavailable, min, operatingSystem, repair.",
    ],
  },
  {
    what: "versions of add-ons that the cluster can't have",
    config: onEks({
      compute: "managed",
      addonVersions: {
        coredns: "1.14.3",
        "metric-server": "v0.9.0-eksbuild.7",
        "kube-proxy": "v1.36.0-eksbuild.21",
      },
    }),
    lines: [
      'aws-containers:eks.addonVersions.coredns is "1.14.3", but must be a version of the add-on, such as v1.14.3-eksbuild.3.',
      "aws-containers:eks.addonVersions.kube-proxy is newer than the control plane, which has Kubernetes 1.35: remove it.",
      "aws-containers:eks.addonVersions.metric-server has a name that can't be used: it must be vpc-cni, kube-proxy, coredns, " +
        "eks-pod-identity-agent, eks-node-monitoring-agent, metrics-server, aws-secrets-store-csi-driver-provider, aws-ebs-csi-driver, " +
        "aws-efs-csi-driver, aws-mountpoint-s3-csi-driver, aws-fsx-csi-driver, snapshot-controller, amazon-cloudwatch-observability or cert-manager.",
    ],
  },
  {
    what: "a version of what is part of Auto Mode",
    config: onEks({ addonVersions: { coredns: "v1.14.3-eksbuild.16" } }),
    lines: ["aws-containers:eks.addonVersions.coredns is part of Auto Mode, which AWS updates: remove it."],
  },
  {
    what: "nodes of Auto Mode",
    config: onEks({ nodes: { min: 2 } }),
    lines: [
      "aws-containers:eks.nodes are of node groups: set aws-containers:eks.compute: managed, or remove them: EKS Auto Mode chooses its nodes.",
    ],
  },
  {
    what: "a bound of Auto Mode, and nodes without a way to the internet",
    config: {
      ...onEks({ compute: "managed", maxCpus: 64 }),
      network: { nat: "none" },
    },
    lines: [
      "aws-containers:eks.compute is managed, whose nodes get no public addresses: set aws-containers:network.nat: single, or private subnets of an existing VPC.",
      "aws-containers:eks.maxCpus is of Auto Mode: with aws-containers:eks.compute: managed set aws-containers:eks.nodes.max.",
    ],
  },
  {
    what: "more nodes at least than at most, and labels that aren't the stack's",
    config: onNodes({ min: 5, labels: { "node-role.kubernetes.io/web": "yes" } }),
    lines: [
      "aws-containers:eks.nodes.labels.node-role.kubernetes.io/web is a label that Kubernetes or AWS sets itself.",
      "aws-containers:eks.nodes.min is 5, above aws-containers:eks.nodes.max, which is 4 by default.",
    ],
  },
  {
    what: "disks without room for what a service writes",
    config: onNodes({ diskGib: 100 }, { ephemeralStorageGib: 100 }),
    lines: [
      "aws-containers:eks.nodes.diskGib is 100, but must be at least 133 for aws-containers:services.hello.ephemeralStorageGib, beside images and what Kubernetes keeps free.",
    ],
  },
  {
    what: "what self-managed nodes don't have",
    config: onEks(
      {
        compute: "self-managed",
        maxCpus: 64,
        nodes: { operatingSystem: "bottlerocket", maxUnavailable: 2, repair: true, labels: manyLabels },
        nodeGroups: {
          search: { instanceTypes: ["r7g.large"], warmPool: { min: 1 }, labels: { [longKey]: "x" } },
          train: {
            instanceTypes: ["g5.xlarge"],
            taints: [{ key: "team" }, { key: "team", effect: "NoExecute" }],
          },
        },
      },
      { architecture: "x86_64", gpu: 1, capacity: { base: 1, spot: 1 } },
    ),
    lines: [
      "aws-containers:eks.maxCpus is of Auto Mode: with aws-containers:eks.compute: self-managed set aws-containers:eks.nodes.max.",
      "aws-containers:eks.nodeGroups.search has the label or taint LONG, whose key must have at most 82 characters.".replace(
        "LONG",
        longKey,
      ),
      `aws-containers:eks.nodeGroups.search.warmPool ${ofManaged}`,
      "aws-containers:eks.nodeGroups.train.instanceTypes[0] is g5.xlarge, with GPUs, whose driver the image of self-managed nodes doesn't have: take another, or set aws-containers:eks.compute: managed.",
      "aws-containers:eks.nodeGroups.train.taints has team twice, but each key must be there once, as a tag of its group.",
      "aws-containers:eks.nodes has 31 labels and taints, but must have at most 30, each a tag of its group.",
      `aws-containers:eks.nodes.maxUnavailable ${ofManaged}`,
      "aws-containers:eks.nodes.operatingSystem is bottlerocket, but self-managed nodes have al2023: remove it, or set aws-containers:eks.compute: managed.",
      `aws-containers:eks.nodes.repair ${ofManaged}`,
      "aws-containers:services.hello.capacity asks for Spot, which EKS has neither on Fargate nor on self-managed nodes: set on-demand, or run it on other platforms.",
      "aws-containers:services.hello.gpu needs the driver of NVIDIA, which the image of self-managed nodes doesn't have: run it on other platforms, or set aws-containers:eks.compute: auto or managed.",
    ],
  },
  {
    what: "a job with a GPU on self-managed nodes without a way to the internet",
    config: {
      ...onEks({ compute: "self-managed" }),
      network: { nat: "none" },
      jobs: { train: { source: "./app", architecture: "x86_64", gpu: 1 } },
    },
    lines: [
      "aws-containers:eks.compute is self-managed, whose nodes get no public addresses: set aws-containers:network.nat: single, or private subnets of an existing VPC.",
      "aws-containers:jobs.train.gpu needs the driver of NVIDIA, which the image of self-managed nodes doesn't have: run it on other platforms, or set aws-containers:eks.compute: auto or managed.",
    ],
  },
  {
    what: "node groups that can't be",
    config: onEks({
      compute: "managed",
      nodeGroups: {
        gpu: { instanceTypes: ["g5.xlarge"] },
        mixed: { instanceTypes: ["r7g.large", "m7i.large"], min: 5 },
        own: {
          instanceTypes: ["r7g.large"],
          labels: { "k8s.io/x": "y" },
          taints: [
            { key: "eks.amazonaws.com/x" },
            { key: "team", effect: "NoExecute" },
            { key: "team", effect: "NoExecute" },
          ],
        },
      },
    }),
    lines: [
      "aws-containers:eks.nodeGroups.gpu has the name of one of the cluster's own groups, or of Spot instances: take another.",
      "aws-containers:eks.nodeGroups.mixed.instanceTypes has r7g.large, m7i.large: all must be of one architecture, and have GPUs or none.",
      "aws-containers:eks.nodeGroups.mixed.min is 5, above aws-containers:eks.nodeGroups.mixed.max, which is 4 by default.",
      "aws-containers:eks.nodeGroups.own.labels.k8s.io/x is a label that Kubernetes or AWS sets itself.",
      "aws-containers:eks.nodeGroups.own.taints[0].key is eks.amazonaws.com/x, which Kubernetes or AWS sets itself.",
      "aws-containers:eks.nodeGroups.own.taints[2] is a second taint team with this effect.",
    ],
  },
  {
    what: "keys of node groups that aren't known, and an effect in EKS' words",
    config: onEks({
      compute: "managed",
      nodeGroups: {
        search: { taints: [{ effect: "NO_SCHEDULE" }], size: 1, warmPool: { state: "hibernated" } },
      },
    }),
    lines: [
      "aws-containers:eks.nodeGroups.search.instanceTypes is missing: it must be a list of 1 to 20 instance types.",
      "aws-containers:eks.nodeGroups.search.size is unknown. Known here: diskGib, instanceTypes, labels, max, maxUnavailable, min, operatingSystem, repair, taints, warmPool.",
      'aws-containers:eks.nodeGroups.search.taints[0].effect is "NO_SCHEDULE", but must be NoSchedule, PreferNoSchedule or NoExecute. Did you mean NoSchedule?',
      "aws-containers:eks.nodeGroups.search.taints[0].key is missing: it must be the key of a taint, such as example.com/team.",
      'aws-containers:eks.nodeGroups.search.warmPool.state is "hibernated", but must be stopped or running.',
    ],
  },
  {
    what: "what Auto Mode decides of a node group",
    config: onEks({ nodeGroups: { search: { instanceTypes: ["r7g.large"], min: 1, diskGib: 50 } } }),
    lines: [
      "aws-containers:eks.nodeGroups.search.diskGib is Auto Mode's to decide: remove it, or set aws-containers:eks.compute: managed.",
      "aws-containers:eks.nodeGroups.search.min is Auto Mode's to decide: remove it, or set aws-containers:eks.compute: managed.",
    ],
  },
  {
    what: "services and jobs on node groups that can't run them",
    config: {
      platforms: "eks",
      eks: {
        compute: "managed",
        nodeGroups: {
          search: { instanceTypes: ["r7g.large"], diskGib: 50 },
          models: { instanceTypes: ["g5.xlarge"] },
        },
      },
      services: {
        absent: { ...app, nodeGroup: "serch" },
        large: { ...app, nodeGroup: "search", cpu: 2048, ephemeralStorageGib: 100 },
        other: { ...app, nodeGroup: "search", architecture: "x86_64" },
        secret: { ...app, nodeGroup: "search", secrets: { TOKEN: "/shop/token" } },
        without: { ...app, nodeGroup: "models", architecture: "x86_64" },
      },
      jobs: {
        train: { source: "./app", nodeGroup: "search", architecture: "x86_64", gpu: 1 },
      },
    },
    lines: [
      "aws-containers:jobs.train.nodeGroup is search, whose instance types are arm64: set architecture: arm64, or take another group.",
      "aws-containers:jobs.train.nodeGroup is search, whose instance types have no GPUs: take a group that has, or remove gpu.",
      'aws-containers:services.absent.nodeGroup is "serch", but no group of aws-containers:eks.nodeGroups. Did you mean search? Its groups: models, search.',
      "aws-containers:services.large.ephemeralStorageGib is 100, for which nodes of search need a diskGib of 133, beside images and what Kubernetes keeps free.",
      "aws-containers:services.large.nodeGroup is search, whose r7g.large has no room beside the cluster's own pods for 2048 CPU units and 512 MiB.",
      "aws-containers:services.other.nodeGroup is search, whose instance types are arm64: set architecture: arm64, or take another group.",
      "aws-containers:services.secret.nodeGroup is search, whose taints keep off the driver that reads secrets: set aws-containers:eks.nodeGroups.search.taints: [], or let it read them with permissions.",
      "aws-containers:services.without.nodeGroup is models, whose instance types have GPUs, for what asks for some: set gpu, or take another group.",
    ],
  },
  {
    what: "warm pools that can't be",
    config: onEks(
      {
        compute: "managed",
        nodes: { operatingSystem: "bottlerocket" },
        nodeGroups: {
          search: {
            instanceTypes: ["r7g.large"],
            min: 2,
            warmPool: { min: 2, maxPrepared: 3, reuseOnScaleIn: true },
          },
        },
      },
      {},
    ),
    lines: [
      "aws-containers:eks.nodeGroups.search.warmPool.maxPrepared is 3, but must be at least 4: its min and that of the nodes.",
      "aws-containers:eks.nodeGroups.search.warmPool.reuseOnScaleIn can't be true with Bottlerocket, which nodes with GPUs have, too.",
    ],
  },
  {
    what: "what runs on Spot, with a warm pool",
    config: onEks(
      { compute: "managed", nodeGroups: { spot: { instanceTypes: ["r7g.large"], warmPool: {} } } },
      { nodeGroup: "spot" },
    ),
    lines: [
      "aws-containers:services.hello.nodeGroup is spot, whose warm pool is of On-Demand nodes: set capacity: on-demand, or take another group.",
    ],
  },
  ...(hasPlatforms("ecs")
    ? [
        {
          what: "a node group on ECS",
          config: { platforms: "ecs", services: { hello: { nodeGroup: "search" } } },
          lines: [
            "aws-containers:services.hello.nodeGroup has no effect: only eks honours it, and the service doesn't run there.",
          ],
        },
      ]
    : []),
  {
    what: "nodes without room for a service",
    config: onNodes({ instanceTypes: ["m7g.large"] }, { cpu: 2048, memory: 4096 }),
    lines: [
      "aws-containers:eks.nodes.instanceTypes has none with room for aws-containers:services.hello beside the cluster's own pods: 2048 CPU units and 4096 MiB of arm64.",
    ],
  },
];

if (hasPlatforms("eks")) {
  describe("nodes of EKS reject", () => {
    for (const { what, config, lines } of cases) {
      it(what, () => assert.deepEqual(errorsOf(config), lines));
    }
  });

  describe("nodes of EKS", () => {
    it("run public services, and such with block volumes, which can have snapshots", () => {
      const service = { exposure: "public", volumes: { "/data": { storageGib: 20 } } };
      const config = onNodes({}, { ...service, scaling: { min: 1, max: 1 } });
      const { services, eks } = read({ ...config, eks: { ...config.eks, volumeSnapshots: true } });
      assert.equal(services.hello?.exposure, "public");
      assert.equal(eks?.volumeSnapshots, true);
    });

    it("have groups that services name, their taints with an effect", () => {
      const nodeGroups = {
        search: { instanceTypes: ["r7g.large"], taints: [{ key: "team", value: "search" }] },
      };
      const named = read(onEks({ compute: "managed", nodeGroups }, { nodeGroup: "search" }));
      assert.deepEqual(named.eks?.nodeGroups, {
        search: {
          instanceTypes: ["r7g.large"],
          taints: [{ key: "team", value: "search", effect: "NoSchedule" }],
        },
      });
      assert.equal(named.services.hello?.nodeGroup, "search");
    });

    it("are one of each group in dev, and two in prod", () => {
      const nodes = (config: object) => read(onEks({ compute: "managed", ...config })).eks?.nodes;
      assert.deepEqual(nodes({}), { min: 1 });
      assert.deepEqual(nodes({ nodes: { min: 3, max: 3 } }), { min: 3, max: 3 });
      const prod = { ...onEks({ compute: "managed", endpointCidrs: ["52.95.110.0/24"] }), tier: "prod" };
      assert.deepEqual(read(prod).eks?.nodes, { min: 2 });
      assert.equal(read(onEks({})).eks?.nodes, undefined);
    });
  });
}
