/** A price of what is used: of bytes, requests and calls. No plan knows how many there are. */
export interface UsagePrice {
  /** US dollars for each unit, in us-east-1. */
  amount: number;
  unit: string;
  /** AWS page with the price. */
  source: string;
}

const cloudWatch = "https://aws.amazon.com/cloudwatch/pricing/";
const s3 = "https://aws.amazon.com/s3/pricing/";
const ebs = "https://aws.amazon.com/ebs/pricing/";
const ecr = "https://aws.amazon.com/ecr/pricing/";
const loadBalancing = "https://aws.amazon.com/elasticloadbalancing/pricing/";
const cloudFront = "https://aws.amazon.com/cloudfront/pricing/";
const inspector = "https://aws.amazon.com/inspector/pricing/";
const lambda = "https://aws.amazon.com/lambda/pricing/";
const sqs = "https://aws.amazon.com/sqs/pricing/";
const dynamoDb = "https://aws.amazon.com/dynamodb/pricing/on-demand/";
const aurora = "https://aws.amazon.com/rds/aurora/pricing/";
const elastiCache = "https://aws.amazon.com/elasticache/pricing/";
const efs = "https://aws.amazon.com/efs/pricing/";
const backup = "https://aws.amazon.com/backup/pricing/";
const route53 = "https://aws.amazon.com/route53/pricing/";
const xRay = "https://aws.amazon.com/xray/pricing/";

/** Prices of usage, read with those of `prices.ts` (2026-03-31). What documents and meanings say of them, a test computes from here. */
export const usagePrices = {
  logIngestion: { amount: 0.5, unit: "GB", source: cloudWatch },
  logStorage: { amount: 0.03, unit: "GB-month", source: cloudWatch },
  observation: { amount: 0.21e-6, unit: "observation of enhanced Container Insights", source: cloudWatch },
  metricIngestion: { amount: 0.5, unit: "GB of metrics by OTLP", source: cloudWatch },
  traceRecorded: { amount: 5e-6, unit: "trace", source: xRay },
  traceRead: { amount: 0.5e-6, unit: "trace", source: xRay },
  firehoseIngestion: {
    amount: 0.029,
    unit: "GB",
    source: "https://aws.amazon.com/firehose/pricing/",
  },

  objectStorage: { amount: 0.023, unit: "GB-month", source: s3 },
  objectWrite: { amount: 0.005 / 1000, unit: "request", source: s3 },
  objectRead: { amount: 0.0004 / 1000, unit: "request", source: s3 },
  snapshotStorage: { amount: 0.05, unit: "GB-month", source: ebs },
  imageStorage: { amount: 0.1, unit: "GB-month", source: ecr },
  imageScan: { amount: 0.09, unit: "image", source: inspector },
  imageRescan: { amount: 0.01, unit: "scan", source: inspector },

  natGigabyte: { amount: 0.045, unit: "GB", source: "https://aws.amazon.com/vpc/pricing/" },
  endpointGigabyte: { amount: 0.01, unit: "GB", source: "https://aws.amazon.com/privatelink/pricing/" },
  applicationCapacityUnit: { amount: 0.008, unit: "LCU-hour", source: loadBalancing },
  networkCapacityUnit: { amount: 0.006, unit: "NLCU-hour", source: loadBalancing },
  filteredRequest: { amount: 0.6e-6, unit: "request", source: "https://aws.amazon.com/waf/pricing/" },
  distributionGigabyte: { amount: 0.085, unit: "GB", source: cloudFront },
  distributionRequest: { amount: 0.01 / 10_000, unit: "request", source: cloudFront },
  dnsQuery: { amount: 0.4e-6, unit: "query", source: route53 },

  externalInstance: { amount: 0.01025, unit: "hour", source: "https://aws.amazon.com/ecs/anywhere/pricing/" },
  functionCall: { amount: 0.2e-6, unit: "call", source: lambda },
  functionGigabyteSecond: { amount: 0.000_013_333_4, unit: "GB-second on arm64", source: lambda },
  stateTransition: {
    amount: 0.000_025,
    unit: "transition",
    source: "https://aws.amazon.com/step-functions/pricing/",
  },
  event: { amount: 1e-6, unit: "event", source: "https://aws.amazon.com/eventbridge/pricing/" },

  message: { amount: 0.4e-6, unit: "request", source: sqs },
  fifoMessage: { amount: 0.5e-6, unit: "request", source: sqs },
  tableStorage: { amount: 0.25, unit: "GB-month", source: dynamoDb },
  tableWrite: { amount: 0.625e-6, unit: "request unit", source: dynamoDb },
  tableRead: { amount: 0.125e-6, unit: "request unit", source: dynamoDb },
  tableBackup: { amount: 0.2, unit: "GB-month of point-in-time recovery", source: dynamoDb },
  databaseStorage: { amount: 0.1, unit: "GB-month", source: aurora },
  databaseRequest: { amount: 0.2e-6, unit: "I/O request", source: aurora },
  databaseBackup: { amount: 0.021, unit: "GB-month", source: aurora },
  cacheUnit: { amount: 0.0023e-6, unit: "ECPU", source: elastiCache },
  cacheSnapshot: { amount: 0.085, unit: "GB-month", source: elastiCache },
  fileStorage: { amount: 0.3, unit: "GB-month", source: efs },
  infrequentFileStorage: { amount: 0.016, unit: "GB-month", source: efs },
  fileRead: { amount: 0.03, unit: "GB", source: efs },
  fileWrite: { amount: 0.06, unit: "GB", source: efs },
  fileBackup: { amount: 0.05, unit: "GB-month", source: backup },
  tableVault: { amount: 0.1, unit: "GB-month", source: backup },
} satisfies Readonly<Record<string, UsagePrice>>;

/** The name of a price of usage. */
export type UsagePriceId = keyof typeof usagePrices;
