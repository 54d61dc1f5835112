import { cacheLimits, cacheNameLength } from "../../../facts/cache-limits";
import { dataArns } from "../../../facts/data-arns";
import { withDefault } from "../../toolkit/defaults";
import { integer } from "../../toolkit/kinds";
import { dataType } from "./data-type";
import { ownKey } from "./own-key";

/** A serverless cache. */
export const cache = dataType({
  title: "Valkey cache",
  synonyms: ["elasticache", "valkey", "redis"],
  keys: {
    maxGigabytes: withDefault(
      { dev: 1, prod: 10 },
      integer(
        cacheLimits.maxGigabytes,
        "Cache: gigabytes that it holds at most, a limit on cost: $61 per month for each that is used. Beyond it Valkey evicts " +
          "keys that have a time to live, and then refuses writes.",
      ),
    ),
    maxEcpusPerSecond: withDefault(
      { dev: 1000, prod: 10_000 },
      integer(
        cacheLimits.maxEcpusPerSecond,
        "Cache: ElastiCache Processing Units per second at most, one for each request of up to 1 KB, a limit on cost: $6 per " +
          "month for each 1,000 that are used all the time. Beyond it requests are throttled.",
      ),
    ),
    snapshotDays: withDefault(
      { dev: 0, prod: 7 },
      integer(
        cacheLimits.snapshotDays,
        "Cache: days that daily snapshots are kept, for $0.085 per GB-month. They go with the cache.",
      ),
    ),
    ownKey,
  },
  arn: dataArns.cache,
  validate(at, { existing }, _, errors) {
    const name = at.at(-1) ?? "";
    if (existing !== undefined || String(name).length <= cacheNameLength) return;
    errors.add(
      at,
      `is a cache, whose name must have at most ${cacheNameLength} characters: ElastiCache allows 40 in NAME-cache-1234567.`,
    );
  },
  described: ({ maxGigabytes, maxEcpusPerSecond, snapshotDays, ownKey }, protect) => ({
    type: "cache",
    maxGigabytes,
    maxEcpusPerSecond,
    snapshotDays,
    ownKey,
    protect,
  }),
});
