import { createHash } from "node:crypto";
import type { z } from "zod";
import { keys, list, text, wholeNumber } from "./kinds";
import type { Path, Report } from "./report";

const lastPriority = 50000;
const longest = 128;

/** What a stack file may say about a service's routes. */
export const routesSchema = list(
  keys(
    {
      host: text(
        /^(?=.{1,128}$)[A-Za-z0-9.*?-]*\.[A-Za-z*?]+$/,
        "a host name of at most 128 letters, digits, hyphens, dots, * and ?, such as shop.example.org",
        "Host name of the request, * and ? standing for any characters. Default: any.",
      ),
      priority: wholeNumber(
        1,
        lastPriority,
        "Place among all routes of the stack: the lowest that matches wins. Default: computed, so that the more specific " +
          "route wins, and stable when other services come and go.",
      ),
    },
    "A route.",
    {
      path: text(
        /^\/[A-Za-z0-9_.$/~"'@:+&*?-]{0,127}$/,
        `a path of at most ${longest} characters that starts with / and has only letters, digits and _-.$/~"'@:+&*?`,
        "Path of the request, * and ? standing for any characters.",
      ),
    },
  ),
  { min: 1, max: 100, allowed: "a list of 1 to 100 routes such as { path: /api/*, host: shop.example.org }" },
  'The requests that go to this service. Default for a stack\'s only service: [{ path: "/*" }].',
);

type GivenRoute = z.output<typeof routesSchema>[number];

/** A route with its place among the listener's rules. */
export interface RouteSettings {
  path: string;
  host?: string;
  priority: number;
}

/** The routes of every service, with their paths in the stack file. */
export type RoutesByService = Readonly<Record<string, readonly GivenRoute[]>>;

/**
 * Gives every route its priority; of the listener's rules that match a request, the lowest number wins.
 *
 * A computed priority depends on the route alone, so that services that come and go don't move the others' rules: the
 * range 1–50000 is cut into equal buckets, from the most specific routes (an exact host, then a host with wildcards,
 * then any host; within each the paths with the most literal characters first, and of the same length the exact path
 * before the one with wildcards) to the least specific, and a hash of host and path picks the slot in the bucket. Only
 * where two routes pick the same slot does the later one, by host and path, move to the next free slot. Priorities in
 * the stack file are taken first.
 */
export function withPriorities(routes: RoutesByService): Record<string, RouteSettings[]> {
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
      given.map((route) => ({
        ...route,
        priority: route.priority ?? computed.get(routeKey(route)) ?? lastPriority,
      })),
    ]),
  );
}

/** Reports routes and priorities that stand in the stack file twice, and what a listener's rule can't hold. */
export function checkRoutes(routes: RoutesByService, report: Report): void {
  const routesSeen = new Map<string, string>();
  const prioritiesSeen = new Map<number, string>();
  for (const [service, given] of Object.entries(routes)) {
    for (const [index, route] of given.entries()) {
      const at: Path = ["services", service, "routes", index];
      const here = `${service}.routes[${index}]`;
      const sameRoute = routesSeen.get(routeKey(route));
      if (sameRoute) {
        report.refuse(at, `is the same route as services.${sameRoute}: each request goes to one service.`);
      }
      routesSeen.set(routeKey(route), sameRoute ?? here);
      if (route.priority !== undefined) {
        const samePriority = prioritiesSeen.get(route.priority);
        if (samePriority) {
          report.refuse(
            [...at, "priority"],
            `is ${report.shown(at, route.priority)}, which services.${samePriority} has: priorities are unique in a stack.`,
          );
        }
        prioritiesSeen.set(route.priority, samePriority ?? here);
      }
      const wildcards = `${route.host ?? ""}${route.path}`.match(/[*?]/g)?.length ?? 0;
      if (wildcards > 5) {
        report.refuse(
          at,
          `has ${wildcards} wildcards, but a load balancer's rule can have at most 5 in path and host.`,
        );
      }
    }
  }
}

function routeKey({ host = "", path }: GivenRoute): string {
  return `${host.toLowerCase()}${path}`;
}

function slot(route: GivenRoute, key: string): number {
  const hosts = 3;
  const buckets = hosts * (longest + 1) * 2;
  const width = Math.floor(lastPriority / buckets);
  const host = route.host === undefined ? 2 : /[*?]/.test(route.host) ? 1 : 0;
  const literal = route.path.replace(/[*?]/g, "").length;
  const pattern = literal === route.path.length ? 0 : 1;
  const bucket = (host * (longest + 1) + (longest - literal)) * 2 + pattern;
  const hash = createHash("sha256").update(key).digest().readUInt32BE(0);
  return 1 + bucket * width + (hash % width);
}
