/** One row of the price table. */
export interface Price {
  /** US dollars for each unit, or the share of another price. */
  amount: number;
  /** What the amount is for. */
  unit: string;
  /** Whether AWS charges by the hour or by the month; `share` where the amount is a share of another price. */
  per: "hour" | "month" | "share";
  /** AWS page with the price. */
  source: string;
}

/** Day on which all prices were read. Change it after comparing all prices with their pages. */
export const priceDate = "2026-03-31";

/** Hours of a month in AWS's own price calculator. */
export const hoursPerMonth = 730;

const vpc = "https://aws.amazon.com/vpc/pricing/";
const privateLink = "https://aws.amazon.com/privatelink/pricing/";
const loadBalancing = "https://aws.amazon.com/elasticloadbalancing/pricing/";
const fargate = "https://aws.amazon.com/fargate/pricing/";
const ec2 = "https://aws.amazon.com/ec2/pricing/on-demand/";
const ec2Spot = "https://aws.amazon.com/ec2/spot/pricing/";
const ebs = "https://aws.amazon.com/ebs/pricing/";
const ecs = "https://aws.amazon.com/ecs/managed-instances/pricing/";
const eks = "https://aws.amazon.com/eks/pricing/";
const cloudWatch = "https://aws.amazon.com/cloudwatch/pricing/";
const secretsManager = "https://aws.amazon.com/secrets-manager/pricing/";
const waf = "https://aws.amazon.com/waf/pricing/";
const aurora = "https://aws.amazon.com/rds/aurora/pricing/";
const elastiCache = "https://aws.amazon.com/elasticache/pricing/";
const guardDuty = "https://aws.amazon.com/guardduty/pricing/";
const kms = "https://aws.amazon.com/kms/pricing/";
const route53 = "https://aws.amazon.com/route53/pricing/";
const privateCa = "https://aws.amazon.com/private-ca/pricing/";

const onDemand = "On-Demand price";
const large = "Linux instance of size large; other sizes in proportion";

const northernVirginia = {
  natGateway: { amount: 0.045, unit: "NAT gateway", per: "hour", source: vpc },
  publicAddress: { amount: 0.005, unit: "public IPv4 address", per: "hour", source: vpc },
  interfaceEndpoint: { amount: 0.01, unit: "endpoint in one zone", per: "hour", source: privateLink },
  applicationLoadBalancer: { amount: 0.0225, unit: "load balancer", per: "hour", source: loadBalancing },
  networkLoadBalancer: { amount: 0.0225, unit: "load balancer", per: "hour", source: loadBalancing },

  webAcl: { amount: 5, unit: "web ACL", per: "month", source: waf },
  webAclRule: { amount: 1, unit: "rule, or managed rule group", per: "month", source: waf },

  fargateArmCpu: { amount: 0.03238, unit: "vCPU", per: "hour", source: fargate },
  fargateArmMemory: { amount: 0.00356, unit: "GB", per: "hour", source: fargate },
  fargateX86Cpu: { amount: 0.04048, unit: "vCPU", per: "hour", source: fargate },
  fargateX86Memory: { amount: 0.004445, unit: "GB", per: "hour", source: fargate },
  /** Above the 20 that a task's price includes. */
  fargateStorage: { amount: 0.000111, unit: "GB of ephemeral storage", per: "hour", source: fargate },
  /** An assumption: AWS takes up to 70 % off, depending on supply. */
  fargateSpot: { amount: 0.4, unit: onDemand, per: "share", source: fargate },

  eksCluster: { amount: 0.1, unit: "cluster in standard support", per: "hour", source: eks },
  /** In place of the row above once the standard support of the Kubernetes version has ended. */
  eksClusterExtended: { amount: 0.6, unit: "cluster in extended support", per: "hour", source: eks },
  /** On top of the instance; of its On-Demand price on Spot too. */
  eksAutoMode: { amount: 0.12, unit: onDemand, per: "share", source: eks },
  /** On top of the instance; of its On-Demand price on Spot too. */
  ecsManagedInstances: { amount: 0.12, unit: onDemand, per: "share", source: ecs },
  c6g: { amount: 0.068, unit: large, per: "hour", source: ec2 },
  m6g: { amount: 0.077, unit: large, per: "hour", source: ec2 },
  r6g: { amount: 0.1008, unit: large, per: "hour", source: ec2 },
  c6a: { amount: 0.0765, unit: large, per: "hour", source: ec2 },
  m6a: { amount: 0.0864, unit: large, per: "hour", source: ec2 },
  r6a: { amount: 0.1134, unit: large, per: "hour", source: ec2 },
  m7g: { amount: 0.0816, unit: large, per: "hour", source: ec2 },
  t4g: { amount: 0.0672, unit: large, per: "hour", source: ec2 },
  /** Other sizes aren't in proportion: all of them have a single GPU. */
  g4dnXlarge: { amount: 0.526, unit: "Linux instance of type g4dn.xlarge", per: "hour", source: ec2 },
  /** An assumption: AWS takes 40 % to 90 % off, depending on family and zone. */
  instanceSpot: { amount: 0.4, unit: onDemand, per: "share", source: ec2Spot },
  diskGp3: { amount: 0.08, unit: "GB", per: "month", source: ebs },
  /** Above the 3000 that are free. */
  diskGp3Iops: { amount: 0.005, unit: "IOPS", per: "month", source: ebs },
  /** Above the 125 that are free. */
  diskGp3Throughput: { amount: 0.04, unit: "MB/s", per: "month", source: ebs },
  diskIo2: { amount: 0.125, unit: "GB", per: "month", source: ebs },
  /** Up to 32000. */
  diskIo2Iops: { amount: 0.065, unit: "IOPS", per: "month", source: ebs },
  /** Above 32000, up to 64000. */
  diskIo2IopsAbove: { amount: 0.0455, unit: "IOPS", per: "month", source: ebs },
  diskSt1: { amount: 0.045, unit: "GB", per: "month", source: ebs },
  diskSc1: { amount: 0.015, unit: "GB", per: "month", source: ebs },

  auroraCapacity: { amount: 0.12, unit: "Aurora capacity unit (ACU) of 2 GiB", per: "hour", source: aurora },
  /** Data in a serverless Valkey cache. */
  valkeyGigabyte: { amount: 0.084, unit: "GB", per: "hour", source: elastiCache },

  /** The first 500 of an account and region. */
  runtimeMonitoring: { amount: 1.5, unit: "vCPU", per: "month", source: guardDuty },
  key: { amount: 1, unit: "key", per: "month", source: kms },
  hostedZone: { amount: 0.5, unit: "hosted zone", per: "month", source: route53 },
  privateCa: { amount: 400, unit: "CA", per: "month", source: privateCa },
  /** For certificates that are valid for seven days at most. */
  shortLivedPrivateCa: { amount: 50, unit: "CA", per: "month", source: privateCa },
  secret: { amount: 0.4, unit: "secret", per: "month", source: secretsManager },
  alarm: { amount: 0.1, unit: "alarm", per: "month", source: cloudWatch },
  /** The first three of an account are free. */
  dashboard: { amount: 3, unit: "dashboard", per: "month", source: cloudWatch },
  insightsMetric: { amount: 0.3, unit: "metric", per: "month", source: cloudWatch },
  enhancedInsightsMetric: { amount: 0.07, unit: "metric", per: "month", source: cloudWatch },
} satisfies Readonly<Record<string, Price>>;

/** The name of a row. */
export type PriceId = keyof typeof northernVirginia;

/** Rows of the price table. */
export type PriceTable = Readonly<Record<PriceId, Price>>;

/** The region whose table has every row. */
export const referenceRegion = "us-east-1";

/** The table of `referenceRegion`. */
export const referencePrices: PriceTable = northernVirginia;

/**
 * On-Demand list prices by region. A region may have some of the rows. Prices differ by up to 80 % between regions, so a
 * row that is missing is never taken from another region.
 */
export const prices: Readonly<Record<string, Partial<PriceTable>>> = {
  [referenceRegion]: northernVirginia,
};
