import { fargateCpus, fargateMemoryFor } from "./fargate-sizes";
import type { Partition } from "./regions";
import type { Bounds } from "./service-limits";

/**
 * Partitions in which EKS has no Fargate.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/fargate.html (read 2026-11-22)
 */
export const partitionsWithoutPods: readonly Partition[] = ["aws-us-gov"];

/**
 * AWS managed policy of the pod execution role, behind `arn:aws:iam::aws:policy/`: pulls images.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html (read 2026-11-22)
 */
export const podExecutionPolicy = "AmazonEKSFargatePodExecutionRolePolicy";

/**
 * MiB that Fargate adds to what a pod requests, for the kubelet, kube-proxy and containerd.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html (read 2026-11-22)
 */
const kubernetesMemory = 256;

/**
 * GiB of ephemeral storage that a pod on Fargate can request: it gets 15 % more, and at most 175.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html (read 2026-11-22)
 */
export const podStorageGib = { min: 21, max: 152 } as const satisfies Bounds;

/** GiB of ephemeral storage that Fargate provisions for a pod: what it requests and 15 %, 20 where it requests nothing. */
export function provisionedStorageGib(requested: number): number {
  return Math.max(20, Math.ceil(requested * 1.15));
}

/** A size of pods: CPU units (1024 are one vCPU) and MiB. */
export interface PodSize {
  readonly cpu: number;
  readonly memory: number;
}

/**
 * The size that Fargate provisions for a pod, and charges: the smallest combination with room for what it requests and what
 * Kubernetes takes; undefined where none has.
 *
 * @param requested What its containers request together.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/fargate-pod-configuration.html (read 2026-11-22)
 */
export function fargatePodSize(requested: PodSize): PodSize | undefined {
  const needed = requested.memory + kubernetesMemory;
  for (const cpu of fargateCpus.filter((units) => units >= requested.cpu)) {
    const memory = fargateMemoryFor(cpu)?.find((mebibytes) => mebibytes >= needed);
    if (memory !== undefined) return { cpu, memory };
  }
  return undefined;
}

/** What a pod can request at most: the largest combination without what Kubernetes takes. */
export const largestPod: PodSize = { cpu: 16_384, memory: 122_880 - kubernetesMemory };

/** Namespaces of the cluster's own pods: CoreDNS, metrics server and AWS Load Balancer Controller, and cert-manager. */
export const systemNamespaces = ["kube-system", "cert-manager"] as const;

/**
 * Pods of add-ons: their namespace, replicas, and the vCPUs and GiB that each requests.
 * @see https://github.com/coredns/deployment/blob/master/kubernetes/coredns.yaml.sed (read 2026-11-22)
 * @see https://github.com/kubernetes-sigs/metrics-server (read 2026-03-31)
 * @see https://cert-manager.io/docs/installation/best-practice/ (read 2026-11-22)
 */
export const fargateAddonPods: Readonly<
  Record<
    string,
    { namespace: (typeof systemNamespaces)[number]; replicas: number; cpu: number; memory: number }
  >
> = {
  coredns: { namespace: "kube-system", replicas: 2, cpu: 0.1, memory: 70 / 1024 },
  "metrics-server": { namespace: "kube-system", replicas: 2, cpu: 0.1, memory: 200 / 1024 },
  "cert-manager": { namespace: "cert-manager", replicas: 3, cpu: 0, memory: 0 },
};
