import { eksPrices } from "./eks-prices";
import { instanceFamilies, instancePrices } from "./instance-prices";

/** One row of the price table. */
export interface Price {
  /** US dollars for each unit, or the share of another price. */
  amount: number;
  unit: string;
  /** The page that says it. */
  source: string;
}

/** Day that the prices are of. Whoever changes a price compares all of them with their pages and moves the day. */
export const priceDate = "2026-03-31";

/** Hours of a month, as AWS's own calculator counts them. */
export const hoursPerMonth = 730;

const vpc = "https://aws.amazon.com/vpc/pricing/";
const loadBalancing = "https://aws.amazon.com/elasticloadbalancing/pricing/";
const fargate = "https://aws.amazon.com/fargate/pricing/";
const cloudWatch = "https://aws.amazon.com/cloudwatch/pricing/";

const northernVirginia = {
  natGateway: { amount: 0.045, unit: "hour", source: vpc },
  publicAddress: { amount: 0.005, unit: "hour", source: vpc },
  vpnConnection: { amount: 0.05, unit: "hour", source: "https://aws.amazon.com/vpn/pricing/" },
  transitGatewayAttachment: {
    amount: 0.05,
    unit: "hour",
    source: "https://aws.amazon.com/transit-gateway/pricing/",
  },
  globalAccelerator: {
    amount: 0.025,
    unit: "hour",
    source: "https://aws.amazon.com/global-accelerator/pricing/",
  },
  interfaceEndpoint: {
    amount: 0.01,
    unit: "hour and zone",
    source: "https://aws.amazon.com/privatelink/pricing/",
  },
  applicationLoadBalancer: { amount: 0.0225, unit: "hour", source: loadBalancing },
  networkLoadBalancer: { amount: 0.0225, unit: "hour", source: loadBalancing },
  gatewayLoadBalancer: { amount: 0.0125, unit: "hour and zone", source: loadBalancing },
  classicLoadBalancer: { amount: 0.025, unit: "hour", source: loadBalancing },
  fargateArmCpu: { amount: 0.03238, unit: "vCPU-hour", source: fargate },
  fargateArmMemory: { amount: 0.00356, unit: "GB-hour", source: fargate },
  fargateX86Cpu: { amount: 0.04048, unit: "vCPU-hour", source: fargate },
  fargateX86Memory: { amount: 0.004445, unit: "GB-hour", source: fargate },
  fargateStorage: { amount: 0.000111, unit: "GB-hour above 20 GB", source: fargate },
  /** The price moves with supply between half and 30 % of On-Demand. */
  fargateSpot: { amount: 0.4, unit: "share of the On-Demand price", source: fargate },
  key: { amount: 1, unit: "month", source: "https://aws.amazon.com/kms/pricing/" },
  secret: { amount: 0.4, unit: "month", source: "https://aws.amazon.com/secrets-manager/pricing/" },
  alarm: { amount: 0.1, unit: "month", source: cloudWatch },
  fastAlarm: { amount: 0.3, unit: "month", source: cloudWatch },
  insightsMetric: { amount: 0.3, unit: "metric and month", source: cloudWatch },
  enhancedInsightsMetric: { amount: 0.07, unit: "metric and month", source: cloudWatch },
  hostedZone: { amount: 0.5, unit: "month", source: "https://aws.amazon.com/route53/pricing/" },
  ...instancePrices,
  ...instanceFamilies,
  ...eksPrices,
} satisfies Record<string, Price>;

/** What a price is looked up by. */
export type PriceId = keyof typeof northernVirginia;

/** The price table. A region without prices of its own gets no figures: prices differ by up to 80 % between regions. */
export const regions: Readonly<Record<string, Readonly<Record<PriceId, Price>>>> = {
  "us-east-1": northernVirginia,
};

/** The region whose table names every row. */
export const referenceRegion = "us-east-1";

/** All rows of the table, for tests. */
export const referencePrices: Readonly<Record<PriceId, Price>> = northernVirginia;
