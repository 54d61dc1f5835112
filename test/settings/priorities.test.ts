import assert from "node:assert/strict";
import { platformNames } from "../../settings/platforms";
import {
  computedPriority,
  freePriority,
  type PrioritizedRoute,
} from "../../settings/sections/services/priorities";
import { errorsOf, read } from "./reading";

const service = (...routes: object[]) => ({ source: "./app", routes });

/** Two routes that would have the same priority. */
const [first, second] = [{ path: "/offers/*" }, { path: "/guests/*" }];
const shared = 43_377;

describe("computed priorities", () => {
  it("put the more specific route first", () => {
    const order = [
      { path: "/api/v1", host: "a.org" },
      { path: "/*", host: "a.org" },
      { path: "/*", host: "*.org" },
      { path: "/api/v1" },
      { path: "/a/b/c/d/e/f*" },
      { path: "/a/b/c/d/e/*" },
      { path: "/api/v1/users/*" },
      { path: "/api/v1/*" },
      { path: "/api/v1*" },
      { path: "/api/v*" },
      { path: "/api/?*" },
      { path: "/api/*" },
      { path: "/*.png" },
      { path: "/api*" },
      { path: "/*" },
    ];
    const priorities = order.map(computedPriority);
    assert.deepEqual(
      priorities,
      [...priorities].sort((one, other) => one - other),
    );
    assert.equal(new Set(priorities).size, order.length);
  });

  it("put a pattern before each with fewer literal characters that matches all that it matches", () => {
    const parts = ["/", "a", "b", "*", "/a", "/b", "/*"];
    const paths = parts.flatMap((one) =>
      parts.flatMap((two) => parts.flatMap((three) => [`/${one}${two}${three}`, `/${one}${two}`])),
    );
    const patterns = [...new Set(paths)].filter((path) => !path.includes("**") && path.includes("*"));
    for (const narrow of patterns) {
      // What the pattern matches with the least and with other characters: a pattern that matches these matches all of it.
      const samples = ["", "x", "/x/"].map((text) => narrow.replaceAll("*", text));
      for (const wide of patterns) {
        if (literals(wide) >= literals(narrow) || !samples.every((sample) => matches(wide, sample))) continue;
        assert.ok(
          computedPriority({ path: narrow }) < computedPriority({ path: wide }),
          `${narrow} before ${wide}`,
        );
      }
    }
  });

  it("leave the first and the last to routes that set theirs", () => {
    assert.equal(computedPriority({ path: "/*" }), 49364);
    const longest = `/${"x".repeat(127)}`;
    for (const host of ["a.org", "*.org", undefined]) {
      for (const path of ["/", "/*", longest, `${longest.slice(0, -1)}*`, `${"/x".repeat(63)}/*`]) {
        const priority = computedPriority({ path, ...(host && { host }) });
        assert.ok(priority > 100 && priority < 49_409, `${path} has ${priority}`);
      }
    }
  });

  it("depend on host and path alone", () => {
    const routes: PrioritizedRoute[] = [{ path: "/a/*" }, { path: "/a/*", host: "a.org" }];
    const others = { b: service({ path: "/b/*" }), c: service({ path: "/c/*", priority: 7 }) };
    const { services } = read({ services: { ...others, a: service(...routes) } });
    assert.deepEqual(
      services.a?.routes.map((route) => route.priority),
      routes.map(computedPriority),
    );
    assert.equal(
      computedPriority({ path: "/a/*", host: "A.org" }),
      computedPriority({ path: "/a/*", host: "a.org" }),
    );
  });

  it("that are the same are refused with one that is free and as specific, instead of moving a rule", () => {
    assert.deepEqual([computedPriority(first), computedPriority(second)], [shared, shared]);
    assert.deepEqual(errorsOf({ services: { web: service(first), shop: service(second) } }), [
      `aws-containers:services.shop.routes[0] would have the same priority as services.web.routes[0], ${shared}: give the newer one \`priority: ${shared + 1}\`, which is free, so that the other one's rule stays.`,
    ]);
    const { services } = read({
      services: { web: service({ ...first, priority: shared + 1 }), shop: service(second) },
    });
    assert.deepEqual(services.shop?.routes, [{ ...second, priority: shared }]);
  });

  it("are refused where another route has set the same, which is taken as well", () => {
    const shop = service({ path: "/shop", priority: shared }, { path: "/cart", priority: shared + 1 });
    assert.deepEqual(errorsOf({ services: { web: service(first), shop } }), [
      `aws-containers:services.shop.routes[0] would have the same priority as services.web.routes[0], ${shared}: give the newer one \`priority: ${shared + 2}\`, which is free, so that the other one's rule stays.`,
    ]);
  });

  it("have a free one beside them even where all that are as specific are taken", () => {
    const all = new Set(Array.from({ length: 64 }, (_, index) => 49_345 + index));
    assert.equal(freePriority({ path: "/*" }, all), 49_409);
    all.delete(49_350);
    assert.equal(freePriority({ path: "/*" }, all), 49_350);
  });

  it("are different ones for thirty services, each below a path or at a host of its own", () => {
    const numbers = Array.from({ length: 30 }, (_, index) => index + 1);
    for (const routeOf of [
      (index: number) => ({ path: `/service-${index}/*` }),
      (index: number) => ({ path: "/*", host: `service-${index}.example.org` }),
    ]) {
      assert.equal(new Set(numbers.map((index) => computedPriority(routeOf(index)))).size, 30);
    }
  });
});

const literals = (pattern: string) => pattern.replaceAll("*", "").length;

function matches(pattern: string, path: string): boolean {
  const [start = "", ...rest] = pattern.split("*");
  const end = rest.pop() ?? "";
  if (!path.startsWith(start) || !path.slice(start.length).endsWith(end)) return false;
  let inner = path.slice(start.length, path.length - end.length);
  for (const part of rest) {
    const at = inner.indexOf(part);
    if (at < 0) return false;
    inner = inner.slice(at + part.length);
  }
  return true;
}

describe("routes", () => {
  it("are refused with a priority that another one has", () => {
    const services = {
      web: service({ path: "/web/*", priority: 7 }),
      shop: service({ path: "/shop/*", priority: 7 }),
    };
    assert.deepEqual(errorsOf({ services }), [
      "aws-containers:services.shop.routes[0].priority is 7, which services.web.routes[0] has: priorities are unique in a stack.",
    ]);
  });

  const many = (count: number, platform: string) => ({
    source: "./app",
    platforms: [platform],
    routes: Array.from({ length: count }, (_, index) => ({
      path: `/${platform}/${index}`,
      priority: index + (platform === "ecs" ? 1 : 1001),
    })),
  });
  const warningsWith = (services: object) =>
    read({ services }).warnings.filter((warning) => warning.includes("rules"));

  const withBoth = platformNames.length > 1 ? it : it.skip;
  withBoth("have a warning where a load balancer gets more than its 100 rules", () => {
    const web = { ...many(1, "ecs"), routes: [{ path: "/*", priority: 5000 }] };
    assert.deepEqual(warningsWith({ api: many(100, "ecs"), jobs: many(100, "eks") }), []);
    assert.deepEqual(warningsWith({ api: many(100, "ecs"), web, jobs: many(100, "eks") }), [
      "aws-containers:services need 101 rules on ecs, but a load balancer has 100 unless AWS raised this account's quota (Rules per Application Load Balancer): ask for more before `pulumi up`, or divide them among several stacks. `npm run doctor` reads the quota.",
    ]);
  });
});
