import { createHash } from "node:crypto";
import { serviceLimits } from "../../../facts/service-limits";

const lastPriority = serviceLimits.routePriority.max;
const longestPath = serviceLimits.routePathLength.max;

/** A route, as its priority depends on it. */
export interface PrioritizedRoute {
  path: string;
  host?: string | undefined;
  /** Set in the stack file. */
  priority?: number | undefined;
  /** The priority before it has to be free too, for the rule of test traffic. */
  withTestRule?: boolean;
}

/**
 * The priorities of a stack's routes, in their order; of the listener's rules that match a request, the lowest number wins.
 *
 * The range 1–50000 is divided into equal buckets, from the most specific routes (an exact host, then a host with wildcards, then
 * any host; within each the paths with the most literal characters first, and of the same length the exact path before the one with
 * wildcards) to the least specific, and a hash of host and path selects the slot in the bucket. So another route moves none, unless
 * both select the same slot: then the one whose host and path come first in the alphabet has it, whatever service has the route, and
 * the other one the next slot that is free. Rules are named for their priorities, so that such a move changes two in place.
 */
export function prioritiesOf(routes: readonly PrioritizedRoute[]): number[] {
  const taken = new Set<number>();
  const take = (priority: number, { withTestRule = false }: PrioritizedRoute) => {
    taken.add(priority);
    if (withTestRule) taken.add(priority - 1);
    return priority;
  };
  const found = new Map<PrioritizedRoute, number>();
  for (const route of routes) {
    if (route.priority !== undefined) found.set(route, take(route.priority, route));
  }
  for (const route of [...routes].filter((each) => !found.has(each)).sort(inOrder)) {
    found.set(route, take(freePriority(route, taken), route));
  }
  return routes.map((route) => found.get(route) ?? lastPriority);
}

/** What makes two routes the same. */
export function routeKey({ host = "", path }: PrioritizedRoute): string {
  return `${host.toLowerCase()}${path}`;
}

function inOrder(one: PrioritizedRoute, other: PrioritizedRoute): number {
  const [first, second] = [routeKey(one), routeKey(other)];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** The route's own slot, or the next one that is free: in its bucket, or else of less specific routes. */
function freePriority(route: PrioritizedRoute, taken: ReadonlySet<number>): number {
  const { first, width } = bucketOf(route);
  const hash = createHash("sha256").update(routeKey(route)).digest().readUInt32BE(0);
  const isFree = (priority: number) =>
    !taken.has(priority) && !(route.withTestRule && (priority === 1 || taken.has(priority - 1)));
  for (let step = 0; step < width; step++) {
    const priority = first + ((hash + step) % width);
    if (isFree(priority)) return priority;
  }
  for (let step = 0; step < lastPriority; step++) {
    const priority = ((first + step) % lastPriority) + 1;
    if (isFree(priority)) return priority;
  }
  return lastPriority;
}

/** The priorities of all routes that are as specific. */
function bucketOf({ path, host }: PrioritizedRoute): { first: number; width: number } {
  const hosts = 3;
  const buckets = hosts * (longestPath + 1) * 2;
  const width = Math.floor(lastPriority / buckets);
  const hostRank = host === undefined ? 2 : /[*?]/.test(host) ? 1 : 0;
  const literal = path.replace(/[*?]/g, "").length;
  const pattern = literal === path.length ? 0 : 1;
  const bucket = (hostRank * (longestPath + 1) + (longestPath - literal)) * 2 + pattern;
  return { first: 1 + bucket * width, width };
}
