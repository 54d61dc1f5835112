/**
 * Sizes that one container can have on any platform: from the least that Kubernetes schedules to the largest c, m and r
 * instances of EC2 (192 vCPU, 1,536 GiB). A platform may allow less.
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/mo.html (read 2026-11-20)
 */
export const serviceSizes = {
  /** CPU units; 1024 are one vCPU. */
  cpu: { min: 1, max: 196_608 },
  /** MiB. */
  memory: { min: 4, max: 1_572_864 },
} as const;
