import type { SupportedKubernetesVersion } from "./kubernetes-versions";

const repository = "registry.k8s.io/autoscaling/cluster-autoscaler";

/**
 * The image of Cluster Autoscaler, of the same minor version as Kubernetes, for both architectures: by the digest of its image index.
 * @see https://github.com/kubernetes/autoscaler/releases (read 2026-11-21)
 */
export const clusterAutoscalerImages: Readonly<Record<SupportedKubernetesVersion, string>> = {
  "1.35": `${repository}:v1.35.0@sha256:2fc9433dd3b47baef0e68d6b1110b770a3c93db10c7bead4c5bc6cb21c72b875`,
  "1.36": `${repository}:v1.36.0@sha256:dc5d62770338c2902f31b01f95c9fc8c456fd88baa5364ca154d6e47069ec885`,
};

/**
 * What it requests, and the memory that it may use: as in the project's own example for AWS.
 * @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/examples/cluster-autoscaler-autodiscover.yaml (read 2026-11-21)
 */
export const clusterAutoscalerSize = { cpu: "100m", memory: "600Mi" } as const;
