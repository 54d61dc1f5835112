import type { SupportedKubernetesVersion } from "./kubernetes-versions";

/**
 * Public parameter of Systems Manager with the Amazon Machine Image of nodes: Amazon Linux 2023 for a version of Kubernetes. That of 1.34
 * and later gives pods 150 seconds to end when an instance terminates, the last 30 of them to critical pods.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html (read 2026-11-22)
 * @see https://github.com/awslabs/amazon-eks-ami/pull/2390 (read 2026-11-22)
 */
export function nodeImageParameter(
  version: SupportedKubernetesVersion,
  architecture: "arm64" | "x86_64",
): string {
  return `/aws/service/eks/optimized-ami/${version}/amazon-linux-2023/${architecture}/standard/recommended/image_id`;
}

/** Seconds that pods have to end when an instance terminates, those of critical ones included. */
export const shutdownSeconds = 150;

/**
 * Seconds that a function has to drain a node: the longest that one may run, and as long as EKS waits for pods of a managed node.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html (read 2026-11-22)
 */
export const drainSeconds = 900;

/**
 * Tags of an Auto Scaling group by which Cluster Autoscaler knows what a group that has no node yet would have: prefixes of their keys.
 * @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md (read 2026-11-22)
 */
export const nodeTemplateTags = {
  label: "k8s.io/cluster-autoscaler/node-template/label/",
  taint: "k8s.io/cluster-autoscaler/node-template/taint/",
  resource: "k8s.io/cluster-autoscaler/node-template/resources/",
} as const;

/**
 * Characters that the key of a label or a taint may have, as part of the key of a tag, which has at most 128; and labels and taints of a
 * group together, of the 50 tags that an Auto Scaling group may have.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html (read 2026-11-22)
 */
export const nodeTemplateLimits = { key: 82, entries: 30 } as const;

/**
 * What managed node groups alone have: nodes that an update replaces at once, the replacement of broken nodes, and warm pools, whose
 * instances would join the cluster before they are stopped.
 */
export const managedNodesOnly = ["maxUnavailable", "repair", "warmPool"] as const;
