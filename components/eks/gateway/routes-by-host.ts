import type { CompleteRoute } from "../../complete-service";

/** A service whose routes are published. */
export interface RoutedService {
  name: string;
  routes: readonly Pick<CompleteRoute, "path" | "host" | "priority">[];
}

/** The paths of one host that lead to a service, in the order of their priorities. */
export interface HostRoute {
  service: string;
  /** A DNS name, with * as its first label at most; undefined for every other host. */
  host: string | undefined;
  paths: string[];
}

/** A route that gets no request, and the one before it that gets all of them. */
export interface UnreachedRoute {
  service: string;
  index: number;
  by: { service: string; index: number; priority: number };
}

interface PlacedRoute {
  service: string;
  index: number;
  path: string;
  host: string | undefined;
  priority: number;
}

/**
 * The routes of all services, by host.
 *
 * An HTTPRoute has no priority: of its matches the most specific one counts, and whether a request that no path of its host matches
 * goes on to routes of any host is left to the implementation. So each host has every route that applies to it, those of wildcards
 * and of any host too, without those that a route of a lower priority leaves no request. Exact paths and prefixes are inside of one
 * another or have no request in common: what is left inside of another one has the lower priority, and is the more specific.
 */
export function routesByHost(services: readonly RoutedService[]): HostRoute[] {
  const all = placed(services);
  return hostsOf(all).flatMap((host) => {
    const reached = reachedAt(host, all);
    const names = [...new Set(reached.map(({ service }) => service))].sort();
    return names.map((service) => ({
      service,
      host,
      paths: reached.flatMap((route) => (route.service === service ? [route.path] : [])),
    }));
  });
}

/** The routes that get no request at any host. */
export function unreachedRoutes(services: readonly RoutedService[]): UnreachedRoute[] {
  const all = placed(services);
  const reached = new Set(hostsOf(all).flatMap((host) => reachedAt(host, all)));
  return all.flatMap((route) => {
    const before = reached.has(route)
      ? undefined
      : reachedAt(route.host, all).find((other) => coversPath(other.path, route.path));
    const { service, index } = route;
    return before ? [{ service, index, by: before }] : [];
  });
}

function placed(services: readonly RoutedService[]): PlacedRoute[] {
  return services
    .flatMap(({ name, routes }) =>
      routes.map(({ path, host, priority }, index) => ({ service: name, index, path, host, priority })),
    )
    .sort((one, other) => one.priority - other.priority);
}

/** In the order of the names, any other host last. */
function hostsOf(routes: readonly PlacedRoute[]): (string | undefined)[] {
  const named = [...new Set(routes.flatMap(({ host }) => (host === undefined ? [] : [host])))].sort();
  return routes.some(({ host }) => host === undefined) ? [...named, undefined] : named;
}

function reachedAt(host: string | undefined, routes: readonly PlacedRoute[]): PlacedRoute[] {
  const reached: PlacedRoute[] = [];
  for (const route of routes) {
    if (!coversHost(route.host, host)) continue;
    if (!reached.some(({ path }) => coversPath(path, route.path))) reached.push(route);
  }
  return reached;
}

/** Whether a route for a host gets all requests for another one. */
function coversHost(outer: string | undefined, inner: string | undefined): boolean {
  if (outer === undefined || outer === inner) return true;
  return inner !== undefined && outer.startsWith("*.") && inner.endsWith(outer.slice(1));
}

/** Whether a path, exact or a prefix that ends with /*, matches all that another one does. An exact path is before its prefix. */
function coversPath(outer: string, inner: string): boolean {
  return outer === inner || (outer.endsWith("/*") && inner.startsWith(outer.slice(0, -1)));
}
