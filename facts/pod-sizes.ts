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
