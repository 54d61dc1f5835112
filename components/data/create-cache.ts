import type { DataSource } from "../data-source";
import { DataCache, ExistingCache } from "./data-cache";
import type { DataCacheArgs } from "./data-cache-arguments";
import type { DataContext, ExistingArn } from "./data-context";

/** A cache. */
export type CacheDescription = ExistingArn | Omit<DataCacheArgs, "network">;

/** Creates a cache, unless it exists. */
export function createCache(
  name: string,
  described: CacheDescription,
  { network, options }: DataContext,
): DataSource {
  return "existing" in described
    ? new ExistingCache(name, described.existing, options)
    : new DataCache(name, { ...described, network }, options);
}
