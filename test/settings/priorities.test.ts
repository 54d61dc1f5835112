import assert from "node:assert/strict";
import { platformNames } from "../../settings/platforms";
import { type PrioritizedRoute, prioritiesOf } from "../../settings/sections/services/priorities";
import { errorsOf, read } from "./reading";

const service = (...routes: object[]) => ({ source: "./app", routes });

const priority = (route: PrioritizedRoute): number => prioritiesOf([route])[0] ?? 0;

/** Two paths that are as specific, and select the same slot. */
const [basket, emails] = [{ path: "/basket/*" }, { path: "/emails/*" }];

describe("computed priorities", () => {
  it("put the more specific route first", () => {
    const order = [
      { path: "/api/v1", host: "a.org" },
      { path: "/*", host: "a.org" },
      { path: "/*", host: "*.org" },
      { path: "/api/v1/users/*" },
      { path: "/api/v1" },
      { path: "/api/v1*" },
      { path: "/api/*" },
      { path: "/*" },
    ];
    const priorities = order.map(priority);
    assert.deepEqual(
      priorities,
      [...priorities].sort((one, other) => one - other),
    );
    assert.equal(new Set(priorities).size, order.length);
  });

  it("stay within what a listener allows", () => {
    assert.ok(priority({ path: "/" }) <= 50000);
    assert.ok(priority({ path: "/*" }) <= 50000);
    assert.ok(priority({ path: `/${"x".repeat(127)}`, host: "a.org" }) >= 1);
  });

  it("depend on host and path alone", () => {
    const computed = [priority({ path: "/a/*" }), priority({ path: "/a/*", host: "a.org" })];
    const others = { b: service({ path: "/b/*" }), c: service({ path: "/c/*", priority: 7 }) };
    const a = service({ path: "/a/*" }, { path: "/a/*", host: "a.org" });
    const { services } = read({ services: { ...others, a } });
    assert.deepEqual(
      services.a?.routes.map((route) => route.priority),
      computed,
    );
  });

  it("that would be the same go to the first in the alphabet of paths, and the next one to the other", () => {
    assert.deepEqual([priority(basket), priority(emails)], [48496, 48496]);
    for (const [first, second] of [
      ["web", "shop"],
      ["shop", "web"],
    ] as const) {
      const { services } = read({ services: { [first]: service(emails), [second]: service(basket) } });
      assert.deepEqual(services[first]?.routes, [{ ...emails, priority: 48497 }]);
      assert.deepEqual(services[second]?.routes, [{ ...basket, priority: 48496 }]);
    }
  });

  it("leave those that are set alone", () => {
    const shop = service({ path: "/shop", priority: 48496 });
    const { services } = read({ services: { shop, web: service(basket) } });
    assert.deepEqual(services.shop?.routes, [{ path: "/shop", priority: 48496 }]);
    assert.deepEqual(services.web?.routes, [{ ...basket, priority: 48497 }]);
  });

  it("leave the one before free for test traffic", () => {
    const all = [basket, { ...emails, withTestRule: true }, { path: "/", priority: 48498 }];
    assert.deepEqual(prioritiesOf(all), [48496, 48500, 48498]);
    assert.deepEqual(
      prioritiesOf([
        { ...basket, withTestRule: true },
        { path: "/", priority: 48494 },
      ]),
      [48496, 48494],
    );
  });

  it("find room for as many routes as a listener can have", () => {
    const routes = Array.from({ length: 100 }, (_, index) => ({ path: `/service-${100 + index}/*` }));
    const priorities = prioritiesOf(routes);
    assert.equal(new Set(priorities).size, 100);
    assert.deepEqual(prioritiesOf([...routes].reverse()).reverse(), priorities);
    const asSpecific = (each: number) =>
      Math.floor((each - 1) / 64) === Math.floor((priority({ path: "/service-100/*" }) - 1) / 64);
    assert.equal(priorities.filter(asSpecific).length, 64);
  });
});

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
    read({ services }).warnings.filter((warning) => warning.includes("routes"));

  const withBoth = platformNames.length > 1 ? it : it.skip;
  withBoth("have a warning where a load balancer gets more than its 100 rules", () => {
    const web = { ...many(1, "ecs"), routes: [{ path: "/*", priority: 5000 }] };
    assert.deepEqual(warningsWith({ api: many(100, "ecs"), jobs: many(100, "eks") }), []);
    assert.deepEqual(warningsWith({ api: many(100, "ecs"), web, jobs: many(100, "eks") }), [
      "aws-containers:services has 101 routes on ecs, but a load balancer has 100 rules unless AWS raised this account's quota (Rules per Application Load Balancer): use wildcards, or ask for more before `pulumi up`.",
    ]);
  });
});
