/**
 * Instance families with NVIDIA GPUs that AWS Batch has an Amazon Machine Image for and EKS Auto Mode drivers, all of them x86_64.
 * @see https://docs.aws.amazon.com/batch/latest/userguide/gpu-jobs.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-accelerated.html (read 2026-11-21)
 */
export const gpuInstanceFamilies = ["g4dn", "g5", "g6"] as const;

/**
 * The quotas of vCPUs of these families, which are 0 in new accounts.
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html (read 2026-11-21)
 */
export const gpuQuotas = { "on-demand": "L-DB2E81BA", spot: "L-3819A6DF" } as const;

/** What Kubernetes calls a GPU of NVIDIA, and AWS the taint of nodes with some. */
export const gpuResource = "nvidia.com/gpu";

/**
 * Families and sizes with GPUs that stacks get which say nothing, cheapest first.
 * @see https://aws.amazon.com/ec2/instance-types/ (read 2026-03-31)
 */
const cheapestFamilies = ["g4dn", "g5"] as const satisfies readonly (typeof gpuInstanceFamilies)[number][];
const sizes = ["xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge"] as const;

/** The instance types with GPUs of the smallest size that fits, judged by the cheapest family; none where no size does. */
export function smallestGpuTypes(fits: (instanceType: string) => boolean): string[] {
  const size = sizes.find((each) => fits(`${cheapestFamilies[0]}.${each}`));
  return size === undefined ? [] : cheapestFamilies.map((family) => `${family}.${size}`);
}
