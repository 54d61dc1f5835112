import { createHash } from "node:crypto";
import { serviceLimits } from "../../../facts/service-limits";

const lastPriority = serviceLimits.routePriority.max;
const longestPath = serviceLimits.routePathLength.max;

interface Route {
  path: string;
  host?: string | undefined;
  priority?: number | undefined;
}

/** A route with its priority among the listener's rules. */
export interface RouteSettings {
  path: string;
  host?: string;
  priority: number;
}

/**
 * Gives every route its priority; of the listener's rules that match a request, the lowest number wins.
 *
 * A computed priority depends on the route alone, so that services that are added or removed don't move the others'
 * rules: the range 1–50000 is divided into equal buckets, from the most specific routes (an exact host, then a host with
 * wildcards, then any host; within each the paths with the most literal characters first, and of the same length the
 * exact path before the one with wildcards) to the least specific, and a hash of host and path selects the slot in the
 * bucket. Only where two routes select the same slot does the later one, by host and path, move to the next free slot.
 * Priorities in the stack file are taken first.
 */
export function withPriorities(
  routes: Readonly<Record<string, readonly Route[]>>,
): Record<string, RouteSettings[]> {
  const all = Object.values(routes).flat();
  const taken = new Set(all.flatMap((route) => route.priority ?? []));
  const computed = new Map<string, number>();
  const open = all
    .filter((route) => route.priority === undefined)
    .map((route) => ({ route, key: routeKey(route) }));
  for (const { route, key } of open.sort((one, other) => (one.key < other.key ? -1 : 1))) {
    let priority = slot(route, key);
    while (taken.has(priority)) {
      priority = (priority % lastPriority) + 1;
    }
    taken.add(priority);
    computed.set(key, priority);
  }
  return Object.fromEntries(
    Object.entries(routes).map(([service, given]) => [
      service,
      given.map(({ path, host, priority }) => ({
        path,
        ...(host !== undefined && { host }),
        priority: priority ?? computed.get(routeKey({ path, host })) ?? lastPriority,
      })),
    ]),
  );
}

/** What makes two routes the same. */
export function routeKey({ host = "", path }: Route): string {
  return `${host.toLowerCase()}${path}`;
}

function slot(route: Route, key: string): number {
  const hosts = 3;
  const buckets = hosts * (longestPath + 1) * 2;
  const width = Math.floor(lastPriority / buckets);
  const host = route.host === undefined ? 2 : /[*?]/.test(route.host) ? 1 : 0;
  const literal = route.path.replace(/[*?]/g, "").length;
  const pattern = literal === route.path.length ? 0 : 1;
  const bucket = (host * (longestPath + 1) + (longestPath - literal)) * 2 + pattern;
  const hash = createHash("sha256").update(key).digest().readUInt32BE(0);
  return 1 + bucket * width + (hash % width);
}
