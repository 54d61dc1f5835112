/**
 * GiB of gp3 volume that an Auto Mode node has unless its NodeClass says otherwise.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html (read 2026-03-31)
 */
export const autoModeDisk = 80;

/**
 * What pods can't use of a node: vCPUs and GiB reserved for kubelet and operating system, and the share of the memory that
 * EC2 itself takes.
 * @see https://karpenter.sh/docs/reference/settings/ (vmMemoryOverheadPercent; read 2026-03-31)
 */
export const reservedOnNode = { cpu: 0.07, memory: 0.7, memoryShare: 0.075 } as const;

/** Pods of EKS add-ons that run on nodes: replicas, and the vCPUs and GiB that each requests. */
export const addonPods: Readonly<Record<string, { replicas: number; cpu: number; memory: number }>> = {
  /** @see https://github.com/kubernetes-sigs/metrics-server (read 2026-03-31) */
  "metrics-server": { replicas: 2, cpu: 0.1, memory: 200 / 1024 },
};
