import type { Architecture } from "./architectures";
import type { Bounds } from "./service-limits";

/** Operating systems of the nodes of managed node groups. */
export const nodeOperatingSystems = ["al2023", "bottlerocket"] as const;

/** The operating system of nodes: Amazon Linux 2023, or Bottlerocket. */
export type NodeOperatingSystem = (typeof nodeOperatingSystems)[number];

/**
 * Types of Amazon Machine Images of managed node groups, by operating system and architecture.
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html#AmazonEKS-Type-Nodegroup-amiType (read 2026-11-21)
 */
export const amiTypes = {
  al2023: { arm64: "AL2023_ARM_64_STANDARD", x86_64: "AL2023_x86_64_STANDARD" },
  bottlerocket: { arm64: "BOTTLEROCKET_ARM_64", x86_64: "BOTTLEROCKET_x86_64" },
} as const satisfies Readonly<Record<NodeOperatingSystem, Readonly<Record<Architecture, string>>>>;

/**
 * That of nodes with GPUs, whichever operating system the others have: Bottlerocket has the device plugin of NVIDIA, which Amazon
 * Linux needs as a DaemonSet.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-k8s-device-plugin.html (read 2026-11-21)
 */
export const gpuAmiType = "BOTTLEROCKET_x86_64_NVIDIA";

/**
 * Devices of a node's volumes. Bottlerocket has its system on the first, as large as its image, and images and containers on the
 * second.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html (read 2026-11-21)
 */
export const nodeDevices = {
  al2023: { system: undefined, containers: "/dev/xvda" },
  bottlerocket: { system: "/dev/xvda", containers: "/dev/xvdb" },
} as const satisfies Readonly<
  Record<NodeOperatingSystem, { system: string | undefined; containers: string }>
>;

/**
 * What a managed node group may have: "Nodes per managed node group" is 450; nodes that an update replaces at once are at most 100; a
 * volume of type gp3 has at most 16384 GiB, and the Amazon Machine Image needs 20.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html (read 2026-11-21)
 */
export const nodeGroupLimits = {
  min: { min: 0, max: 450 },
  max: { min: 1, max: 450 },
  maxUnavailable: { min: 1, max: 100 },
  diskGib: { min: 20, max: 16_384 },
  instanceTypes: { min: 1, max: 20 },
} as const satisfies Readonly<Record<string, Bounds>>;

/** What a stack gets that says nothing: nodes of each group, those that an update replaces at once, and GiB of each one's volume. */
export const defaultNodes = { min: 1, max: 4, maxUnavailable: 1, diskGib: 30 } as const;

/** AWS managed policy by which nodes pull images, behind `arn:aws:iam::aws:policy/`. */
export const nodePullPolicy = "AmazonEC2ContainerRegistryPullOnly";

/**
 * AWS managed policies of the nodes' role, behind `arn:aws:iam::aws:policy/`: to register, and to pull images. Not that of the VPC
 * CNI, which its pods have.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html (read 2026-11-21)
 */
export const nodePolicies = ["AmazonEKSWorkerNodePolicy", nodePullPolicy] as const;

/**
 * AWS managed policy of the VPC CNI, behind `arn:aws:iam::aws:policy/`.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html (read 2026-11-21)
 */
export const vpcCniPolicy = "AmazonEKS_CNI_Policy";

/** Label of the nodes of managed node groups with their capacity: ON_DEMAND or SPOT. */
export const capacityTypeLabel = "eks.amazonaws.com/capacityType";

/** Label of the nodes of a node group that services name, and key of its taint, both with the group's name. */
export const nodeGroupLabel = "node-group";

/** What a taint does to pods that don't tolerate it. */
export const taintEffects = ["NoSchedule", "PreferNoSchedule", "NoExecute"] as const;

/** What a taint does to pods that don't tolerate it: Kubernetes' name. */
export type TaintEffect = (typeof taintEffects)[number];

/** What EKS calls the effects of taints. */
export const eksTaintEffects = {
  NoSchedule: "NO_SCHEDULE",
  PreferNoSchedule: "PREFER_NO_SCHEDULE",
  NoExecute: "NO_EXECUTE",
} as const satisfies Readonly<Record<TaintEffect, string>>;

/**
 * Node groups of a cluster, and taints of one: "Managed node groups per cluster" is 100, of which each named one may be two, On-Demand
 * and Spot; taints are at most 50.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/eks/latest/userguide/node-taints-managed-node-groups.html (read 2026-11-22)
 */
export const namedNodeGroupLimits = {
  groups: { min: 1, max: 20 },
  taints: { min: 0, max: 50 },
} as const satisfies Readonly<Record<string, Bounds>>;

/** The name of a node group that services name: with those of the cluster and of Pulumi it stays within the 63 characters of EKS. */
export const nodeGroupName = /^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/;

/**
 * Names that a node group can't have: those of the cluster's other groups and node pools. One that ends in -spot would be that of
 * another group's Spot instances.
 */
export const reservedNodeGroup = /^(arm64|x86-64|gpu|gpus|services|system|general-purpose)$|-spot$/;

/** Prefixes of labels that Kubernetes and EKS keep for themselves. */
export const reservedLabel = /(^|\.)(kubernetes\.io|k8s\.io|amazonaws\.com)\//;
