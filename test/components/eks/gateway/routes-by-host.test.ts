import assert from "node:assert/strict";
import {
  type HostRoute,
  type RoutedService,
  routesByHost,
  unreachedRoutes,
} from "../../../../components/eks/gateway/routes-by-host";

type Routes = Record<string, [path: string, priority: number, host?: string][]>;

const hostOf = (host: string | undefined) => (host === undefined ? {} : { host });

const services = (routes: Routes): RoutedService[] =>
  Object.entries(routes).map(([name, given]) => ({
    name,
    routes: given.map(([path, priority, host]) => ({ path, priority, ...hostOf(host) })),
  }));

describe("routes by host", () => {
  it("are a service's paths, in the order of their priorities", () => {
    assert.deepEqual(
      routesByHost(
        services({
          web: [["/*", 30]],
          api: [
            ["/api/*", 20],
            ["/health", 10],
          ],
        }),
      ),
      [
        { service: "api", host: undefined, paths: ["/health", "/api/*"] },
        { service: "web", host: undefined, paths: ["/*"] },
      ],
    );
  });

  it("of each host include those of wildcards and of any host, which not every controller goes on to", () => {
    assert.deepEqual(
      routesByHost(
        services({
          web: [["/*", 40]],
          shop: [["/cart/*", 10, "shop.example.com"]],
          docs: [["/docs/*", 20, "*.example.com"]],
        }),
      ),
      [
        { service: "docs", host: "*.example.com", paths: ["/docs/*"] },
        { service: "web", host: "*.example.com", paths: ["/*"] },
        { service: "docs", host: "shop.example.com", paths: ["/docs/*"] },
        { service: "shop", host: "shop.example.com", paths: ["/cart/*"] },
        { service: "web", host: "shop.example.com", paths: ["/*"] },
        { service: "web", host: undefined, paths: ["/*"] },
      ],
    );
  });

  it("leave out what a route of a lower priority gets at that host", () => {
    const routes = services({ web: [["/*", 10, "a.example.com"]], api: [["/api/*", 20]] });
    assert.deepEqual(routesByHost(routes), [
      { service: "web", host: "a.example.com", paths: ["/*"] },
      { service: "api", host: undefined, paths: ["/api/*"] },
    ]);
    assert.deepEqual(unreachedRoutes(routes), []);
  });

  it("name routes that get no request at any host", () => {
    const routes = services({
      web: [["/*", 10]],
      api: [
        ["/api/*", 20],
        ["/api/*", 5, "api.example.com"],
        ["/api/v1", 6, "api.example.com"],
      ],
    });
    const byWeb = { service: "web", index: 0, path: "/*", host: undefined, priority: 10 };
    const byApi = { service: "api", index: 1, path: "/api/*", host: "api.example.com", priority: 5 };
    assert.deepEqual(unreachedRoutes(routes), [
      { service: "api", index: 2, by: byApi },
      { service: "api", index: 0, by: byWeb },
    ]);
  });

  it("send each request where the priorities do, whether a controller goes on to other hosts or not", () => {
    const random = generator(7);
    const pick = <Item>(items: readonly Item[]): Item => items[random(items.length)] as Item;
    const paths = ["/*", "/a", "/a/*", "/a/b", "/a/b/*", "/c", "/c/d/*"];
    const hosts = [undefined, "x.test.io", "y.test.io", "*.test.io", "*.io"];
    for (let round = 0; round < 80; round++) {
      const given = ["one", "two", "three"].map((name, service) => ({
        name,
        routes: Array.from({ length: 1 + random(4) }, (_, index) => ({
          path: pick(paths),
          priority: 1 + random(50) * 20 + service * 5 + index,
          ...hostOf(pick(hosts)),
        })),
      }));
      const routes = routesByHost(given);
      for (const host of ["x.test.io", "z.test.io", "q.w.test.io", "other.io", "example.com"]) {
        for (const path of ["/", "/a", "/a/", "/a/b", "/a/x", "/a/b/c", "/c", "/c/d/e", "/e"]) {
          const expected = byPriority(given, host, path);
          // A prefix of an HTTPRoute has its own path, too.
          if (expected === undefined || /^\/(a|c\/d|a\/b)$/.test(path)) continue;
          assert.equal(
            byGateway(routes, host, path, false),
            expected,
            `${host}${path} ${JSON.stringify(given)}`,
          );
          assert.equal(
            byGateway(routes, host, path, true),
            expected,
            `${host}${path} ${JSON.stringify(given)}`,
          );
        }
      }
    }
  });
});

/** Where a load balancer's rules send a request: the lowest priority that matches counts. */
function byPriority(all: readonly RoutedService[], host: string, path: string): string | undefined {
  const matching = all
    .flatMap(({ name, routes }) => routes.map((route) => ({ name, ...route })))
    .filter((route) => matchesHost(route.host, host))
    .filter((route) =>
      route.path.endsWith("/*") ? path.startsWith(route.path.slice(0, -1)) : path === route.path,
    )
    .sort((one, other) => one.priority - other.priority);
  return matching[0]?.name;
}

/** Where a Gateway sends it: the most specific host, then an exact path, then the longest prefix. */
function byGateway(
  routes: readonly HostRoute[],
  host: string,
  path: string,
  goesOn: boolean,
): string | undefined {
  const ofHosts = routes
    .filter((route) => matchesHost(route.host, host))
    .sort((one, other) => specificity(other.host) - specificity(one.host));
  const [first] = ofHosts;
  const eligible = goesOn ? ofHosts : ofHosts.filter((route) => route.host === first?.host);
  const matching = eligible.flatMap(({ service, host, paths }) =>
    paths
      .filter((each) => matchesPath(each, path))
      .map((each) => ({ service, host, rank: each.endsWith("/*") ? each.length : 1000 })),
  );
  const best = matching.sort(
    (one, other) => specificity(other.host) - specificity(one.host) || other.rank - one.rank,
  );
  return best[0]?.service;
}

function matchesPath(pattern: string, path: string): boolean {
  const stem = pattern.slice(0, -2);
  return pattern.endsWith("/*") ? path === stem || path.startsWith(`${stem}/`) : path === pattern;
}

function matchesHost(pattern: string | undefined, host: string): boolean {
  return (
    pattern === undefined || pattern === host || (pattern.startsWith("*.") && host.endsWith(pattern.slice(1)))
  );
}

function specificity(host: string | undefined): number {
  if (host === undefined) return 0;
  return host.startsWith("*.") ? host.length : 1000;
}

/** Whole numbers that are the same in each run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}
