import type { Bounds } from "./service-limits";

/**
 * CPU units (1024 are one vCPU) that a container of a pod may request: up to the largest EC2 instance, of 192 vCPUs.
 * @see https://aws.amazon.com/ec2/instance-types/ (read 2026-03-31)
 */
export const podCpuUnits = { min: 1, max: 196_608 } as const satisfies Bounds;

/**
 * Memory in MiB of a container: from what containerd starts with to that of the largest instance of the families c, m and r.
 * @see https://aws.amazon.com/ec2/instance-types/ (read 2026-03-31)
 */
export const podMemoryMebibytes = { min: 4, max: 1_572_864 } as const satisfies Bounds;

/**
 * What the pods of a namespace may request together: CPU units, MiB and pods. More than the largest cluster has, which Kubernetes is
 * tested with: 5,000 nodes and 150,000 pods.
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/ (read 2026-11-22)
 */
export const quotaLimits = {
  cpu: { min: 1, max: 100_000_000 },
  memory: { min: 1, max: 100_000_000 },
  pods: { min: 1, max: 100_000 },
} as const satisfies Readonly<Record<string, Bounds>>;

/** vCPUs of the nodes of Auto Mode together; more are an error. */
export const clusterCpus = { min: 1, max: 100_000 } as const satisfies Bounds;
