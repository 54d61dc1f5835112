import { autoNameSuffix } from "./name-lengths";
import type { Bounds } from "./service-limits";

/**
 * What ElastiCache Serverless allows.
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateServerlessCache.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html (read 2026-11-21)
 */
export const cacheLimits = {
  /** Gigabytes of data that a cache may be limited to. */
  maxGigabytes: { min: 1, max: 5000 },
  /** ElastiCache Processing Units per second that a cache may be limited to. */
  maxEcpusPerSecond: { min: 1000, max: 15_000_000 },
  /** Days that automatic snapshots are kept; 0 is none. */
  snapshotDays: { min: 0, max: 35 },
} as const satisfies Readonly<Record<string, Bounds>>;

/** Most characters of a cache's name: `-cache` and Pulumi's suffix go behind it, in at most 40. */
export const cacheNameLength = 40 - "-cache".length - autoNameSuffix;

/**
 * TCP ports of a serverless cache: 6379 reads what was written before, 6380 reads from a replica that may lag behind.
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/getting-started.serverless-valkey.step1.html (read 2026-11-21)
 */
export const cachePorts = { primary: 6379, reader: 6380 } as const;

/**
 * Gigabytes that AWS charges of a Valkey cache at least.
 * @see https://aws.amazon.com/elasticache/pricing/ (read 2026-11-21)
 */
export const leastCacheGigabytes = 0.1;
