import type { DataNetwork } from "./data-network";

/** Arguments of `DataCache`. */
export interface DataCacheArgs {
  /** The network that the cache listens in. A `Network` is assignable. */
  network: Pick<DataNetwork, "vpcId" | "dataSubnetIds" | "dataCidrBlocks">;
  /**
   * Gigabytes that it holds at most, 1 to 5000: beyond it Valkey evicts keys that have a time to live, and then refuses writes. A
   * limit on cost, at $61 a month for each.
   * @default 1
   */
  maxGigabytes?: number;
  /**
   * ElastiCache Processing Units that it serves per second at most, 1000 to 15000000, one for each request of up to 1 KB: beyond
   * it requests are throttled. A limit on cost, at $6 a month for each 1,000 that are used all the time.
   * @default 1000
   */
  maxEcpusPerSecond?: number;
  /** Days that daily snapshots are kept, at most 35; $0.085 per GB-month. They go with the cache. @default 0, none */
  snapshotDays?: number;
  /**
   * Whether it is encrypted with a KMS key of its own, $1 a month. A change replaces the cache, and its content is lost.
   * @default false, a key of ElastiCache's
   */
  ownKey?: boolean;
  /** Whether Pulumi refuses to delete cache and key. @default false */
  protect?: boolean;
}
