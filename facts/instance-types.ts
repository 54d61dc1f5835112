import type { KubernetesArchitecture } from "./architectures";

/**
 * Families of EC2 instances, cheapest of each kind: CPU architecture as Kubernetes names it, GiB of memory for each vCPU.
 * @see https://aws.amazon.com/ec2/instance-types/ (read 2026-03-31)
 */
const families = [
  { family: "c6g", architecture: "arm64", memoryPerCpu: 2 },
  { family: "m6g", architecture: "arm64", memoryPerCpu: 4 },
  { family: "r6g", architecture: "arm64", memoryPerCpu: 8 },
  { family: "c6a", architecture: "amd64", memoryPerCpu: 2 },
  { family: "m6a", architecture: "amd64", memoryPerCpu: 4 },
  { family: "r6a", architecture: "amd64", memoryPerCpu: 8 },
] as const;

/** Their sizes, from the smallest that EKS Auto Mode starts: none with a single vCPU. */
const sizes = [
  { size: "large", vcpus: 2 },
  { size: "xlarge", vcpus: 4 },
  { size: "2xlarge", vcpus: 8 },
  { size: "4xlarge", vcpus: 16 },
  { size: "8xlarge", vcpus: 32 },
] as const;

/** An EC2 instance type. */
export interface InstanceType {
  /** Such as c6g.large. */
  name: string;
  family: (typeof families)[number]["family"];
  architecture: KubernetesArchitecture;
  vcpus: number;
  /** GiB. */
  memory: number;
}

/** All instance types of these families and sizes. */
export const instanceTypes: readonly InstanceType[] = families.flatMap(
  ({ family, architecture, memoryPerCpu }) =>
    sizes.map(({ size, vcpus }) => {
      return { name: `${family}.${size}`, family, architecture, vcpus, memory: vcpus * memoryPerCpu };
    }),
);
