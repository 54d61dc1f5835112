import { createHash } from "node:crypto";
import { serviceLimits } from "../../../facts/service-limits";

const lastPriority = serviceLimits.routePriority.max;
const longestPath = serviceLimits.routePathLength.max;

interface Route {
  path: string;
  host?: string | undefined;
  priority?: number | undefined;
}

/**
 * The priority of a route; of the listener's rules that match a request, the lowest number wins.
 *
 * A computed priority depends on the route alone, so that no other route ever moves it: the range 1–50000 is divided into
 * equal buckets, from the most specific routes (an exact host, then a host with wildcards, then any host; within each the
 * paths with the most literal characters first, and of the same length the exact path before the one with wildcards) to the
 * least specific, and a hash of host and path selects the slot in the bucket. Two routes that select the same slot are an
 * error: one of them needs a priority of its own.
 */
export function priorityOf(route: Route): number {
  const { first, width } = bucketOf(route);
  const hash = createHash("sha256").update(routeKey(route)).digest().readUInt32BE(0);
  return route.priority ?? first + (hash % width);
}

/** A priority that no other route has, as specific as the computed one of `route` where its bucket has one left. */
export function freePriority(route: Route, taken: ReadonlySet<number>): number {
  const { first, width } = bucketOf(route);
  const start = priorityOf({ ...route, priority: undefined }) - first;
  const inBucket = Array.from({ length: width }, (_, step) => first + ((start + step) % width));
  const after = Array.from({ length: lastPriority }, (_, step) => ((first + step) % lastPriority) + 1);
  return [...inBucket, ...after].find((priority) => !taken.has(priority)) ?? lastPriority;
}

/** What makes two routes the same. */
export function routeKey({ host = "", path }: Route): string {
  return `${host.toLowerCase()}${path}`;
}

/** The priorities of all routes that are as specific. */
function bucketOf({ path, host }: Route): { first: number; width: number } {
  const hosts = 3;
  const buckets = hosts * (longestPath + 1) * 2;
  const width = Math.floor(lastPriority / buckets);
  const hostRank = host === undefined ? 2 : /[*?]/.test(host) ? 1 : 0;
  const literal = path.replace(/[*?]/g, "").length;
  const pattern = literal === path.length ? 0 : 1;
  const bucket = (hostRank * (longestPath + 1) + (longestPath - literal)) * 2 + pattern;
  return { first: 1 + bucket * width, width };
}
