import type { Taint } from "./named-node-groups-arguments";

/** What a node is told of itself and of its cluster. */
export interface NodeConfig {
  clusterName: string;
  /** URL of the cluster's API. */
  endpoint: string;
  /** The cluster's certificate authority, base64. */
  certificateAuthority: string;
  /** Range of the addresses of Kubernetes Services, from which the node knows that of DNS. */
  serviceCidr: string;
  labels: Readonly<Record<string, string>>;
  taints: readonly Taint[];
}

const boundary = "NODE-CONFIG";

/**
 * User data by which an instance of Amazon Linux 2023 joins a cluster: a NodeConfig for nodeadm, which its image runs.
 *
 * @see https://awslabs.github.io/amazon-eks-ami/nodeadm/ (read 2026-11-22)
 */
export function nodeConfig({ labels, taints, ...cluster }: NodeConfig): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  const lines = [
    "MIME-Version: 1.0",
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    "",
    `--${boundary}`,
    "Content-Type: application/node.eks.aws",
    "",
    "---",
    "apiVersion: node.eks.aws/v1alpha1",
    "kind: NodeConfig",
    "spec:",
    "  cluster:",
    `    name: ${cluster.clusterName}`,
    `    apiServerEndpoint: ${cluster.endpoint}`,
    `    certificateAuthority: ${cluster.certificateAuthority}`,
    `    cidr: ${cluster.serviceCidr}`,
    ...(pairs.length + taints.length > 0 ? ["  kubelet:"] : []),
    ...(pairs.length > 0 ? [`    flags: ${JSON.stringify([`--node-labels=${pairs.join(",")}`])}`] : []),
    // In YAML, too, JSON is a value.
    ...(taints.length > 0 ? [`    config: ${JSON.stringify({ registerWithTaints: taints })}`] : []),
    "",
    `--${boundary}--`,
    "",
  ];
  return lines.join("\n");
}
