import assert from "node:assert/strict";
import { withPriorities } from "../../settings/sections/services/priorities";

function priority(route: { path: string; host?: string }): number {
  return withPriorities({ a: [route] }).a?.[0]?.priority ?? 0;
}

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

  it("don't depend on other services or on their order", () => {
    const a = [{ path: "/a/*" }];
    const b = [{ path: "/b/*" }];
    const c = [{ path: "/c/*" }];
    const all = withPriorities({ a, b, c });
    assert.deepEqual(withPriorities({ c, a }), { a: all.a, c: all.c });
  });

  it("move to the next free slot where one is taken, also by an explicit priority", () => {
    const computed = priority({ path: "/a/*" });
    assert.deepEqual(withPriorities({ a: [{ path: "/a/*" }], b: [{ path: "/b", priority: computed }] }), {
      a: [{ path: "/a/*", priority: computed + 1 }],
      b: [{ path: "/b", priority: computed }],
    });
  });

  it("are unique for as many routes as a listener can have", () => {
    const routes = Array.from({ length: 100 }, (_, index) => ({
      path: `/s${String(index).padStart(2, "0")}/*`,
    }));
    const priorities = withPriorities({ a: routes }).a?.map((route) => route.priority);
    assert.equal(new Set(priorities).size, 100);
  });
});
