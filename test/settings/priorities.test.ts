import assert from "node:assert/strict";
import { platformNames } from "../../settings/platforms";
import { freePriority, priorityOf as priority } from "../../settings/sections/services/priorities";
import { errorsOf, read } from "./reading";

const service = (...routes: object[]) => ({ source: "./app", routes });

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

  it("that two routes share are an error, which names a free one, so that neither moves the other", () => {
    const web = service({ path: "/emails/*" });
    const shop = service({ path: "/basket/*" });
    assert.deepEqual(errorsOf({ services: { web, shop } }), [
      "aws-containers:services.shop.routes[0] has the computed priority 48496, as services.web.routes[0] has. Set priority: 48497, which is free, for the newer of the two.",
    ]);
    const { services } = read({ services: { web, shop: service({ path: "/basket/*", priority: 48497 }) } });
    assert.deepEqual(services.web?.routes, [{ path: "/emails/*", priority: 48496 }]);
    assert.deepEqual(services.shop?.routes, [{ path: "/basket/*", priority: 48497 }]);
  });

  it("that another route sets are an error, and the one that is set is to change", () => {
    const web = service({ path: "/emails/*" });
    const shop = service({ path: "/shop", priority: 48496 });
    const text = "one is set and the other computed. Set the one that is set to";
    assert.deepEqual(errorsOf({ services: { web, shop } }), [
      `aws-containers:services.shop.routes[0] has the priority 48496, as services.web.routes[0] has: ${text} ${freePriority({ path: "/shop" }, new Set([48496]))}, which is free.`,
    ]);
    assert.deepEqual(errorsOf({ services: { shop, web } }), [
      `aws-containers:services.web.routes[0] has the priority 48496, as services.shop.routes[0] has: ${text} 48497, which is free.`,
    ]);
  });

  it("leave others that are as specific, and then any other", () => {
    const route = { path: "/a/*" };
    const taken = new Set<number>();
    const isAsSpecific = (free: number) =>
      Math.floor((free - 1) / 64) === Math.floor((priority(route) - 1) / 64);
    for (let count = 0; count < 64; count++) {
      const free = freePriority(route, taken);
      assert.ok(isAsSpecific(free), String(free));
      taken.add(free);
    }
    assert.equal(taken.size, 64);
    const other = freePriority(route, taken);
    assert.ok(!isAsSpecific(other) && !taken.has(other) && other <= 50000, String(other));
  });
});

describe("routes", () => {
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
