const ec2 = "https://aws.amazon.com/ec2/pricing/on-demand/";
const ebs = "https://aws.amazon.com/ebs/pricing/";

/** Disks, and the discount of Spot, in the price table. */
export const instancePrices = {
  /** Between 10 % and 60 % of On-Demand, by family and zone. */
  instanceSpot: {
    amount: 0.4,
    unit: "share of the On-Demand price",
    source: "https://aws.amazon.com/ec2/spot/pricing/",
  },
  diskGp3: { amount: 0.08, unit: "GB and month", source: ebs },
  diskGp3Operations: { amount: 0.005, unit: "IOPS above 3000 and month", source: ebs },
  diskGp3Throughput: { amount: 0.04, unit: "MB/s above 125 and month", source: ebs },
  diskGp2: { amount: 0.1, unit: "GB and month", source: ebs },
  diskSt1: { amount: 0.045, unit: "GB and month", source: ebs },
  diskSc1: { amount: 0.015, unit: "GB and month", source: ebs },
  diskStandard: { amount: 0.05, unit: "GB and month", source: ebs },
};

const large = "hour of Linux On-Demand, size large";

/** EC2 instances, by family; every other size costs in proportion. */
export const instanceFamilies = {
  t4g: { amount: 0.0672, unit: large, source: ec2 },
  t3a: { amount: 0.0752, unit: large, source: ec2 },
  t3: { amount: 0.0832, unit: large, source: ec2 },
  c6g: { amount: 0.068, unit: large, source: ec2 },
  c7g: { amount: 0.0725, unit: large, source: ec2 },
  c6a: { amount: 0.0765, unit: large, source: ec2 },
  c5: { amount: 0.085, unit: large, source: ec2 },
  c6i: { amount: 0.085, unit: large, source: ec2 },
  c7i: { amount: 0.08925, unit: large, source: ec2 },
  m6g: { amount: 0.077, unit: large, source: ec2 },
  m7g: { amount: 0.0816, unit: large, source: ec2 },
  m6a: { amount: 0.0864, unit: large, source: ec2 },
  m5: { amount: 0.096, unit: large, source: ec2 },
  m6i: { amount: 0.096, unit: large, source: ec2 },
  m7i: { amount: 0.1008, unit: large, source: ec2 },
  r6g: { amount: 0.1008, unit: large, source: ec2 },
  r7g: { amount: 0.1071, unit: large, source: ec2 },
  r6a: { amount: 0.1134, unit: large, source: ec2 },
  r5: { amount: 0.126, unit: large, source: ec2 },
  r6i: { amount: 0.126, unit: large, source: ec2 },
};

/** A family of instances that the table knows. */
export type InstanceFamily = keyof typeof instanceFamilies;

/** How many times the size `large` each size is. */
const sizes: Readonly<Record<string, number>> = {
  nano: 1 / 16,
  micro: 1 / 8,
  small: 1 / 4,
  medium: 1 / 2,
  large: 1,
  xlarge: 2,
  "2xlarge": 4,
  "4xlarge": 8,
  "8xlarge": 16,
  "12xlarge": 24,
  "16xlarge": 32,
  "24xlarge": 48,
};

/** GiB of memory of the size `large`, which has two vCPUs. */
const memory: Readonly<Record<string, number>> = { t: 8, c: 4, m: 8, r: 16 };

/** An instance type, taken apart. */
export interface InstanceType {
  family: InstanceFamily;
  /** How many times the size `large` it is. */
  size: number;
  vcpus: number;
  /** GiB. */
  memory: number;
}

/** What the table knows of an instance type such as `c6g.large`. */
export function instanceType(name: string): InstanceType | undefined {
  const [family = "", sizeName = ""] = name.split(".");
  const size = sizes[sizeName];
  if (!isFamily(family) || size === undefined) return undefined;
  return { family, size, vcpus: 2 * size, memory: (memory[family.charAt(0)] ?? 0) * size };
}

function isFamily(name: string): name is InstanceFamily {
  return Object.hasOwn(instanceFamilies, name);
}
