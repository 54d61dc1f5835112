import assert from "node:assert/strict";
import { platformNames } from "../../settings/platforms";
import { errorsOf, read } from "./reading";

const source = "./app";
const internal = { source, exposure: "internal", cpu: 512, memory: 1024 };
const [platform = "", ...otherPlatforms] = platformNames;

const orderOf = (services: object) => Object.keys(read({ services }).services);

describe("the exposure of a service", () => {
  it("leaves routes to public services, of which a single one receives all requests", () => {
    const { services } = read({
      services: {
        web: { source, calls: ["orders"] },
        orders: internal,
        mail: { source, exposure: "none" },
      },
    });
    assert.deepEqual(services.web?.routes, [{ path: "/*", priority: 49364 }]);
    assert.deepEqual(services.orders?.routes, []);
    assert.deepEqual(services.mail?.routes, []);
  });

  it("may be that of no public service", () => {
    const { services } = read({ services: { mail: { source, exposure: "none" } } });
    assert.deepEqual([services.mail?.exposure, services.mail?.routes], ["none", []]);
  });

  it("refuses what has no effect with it", () => {
    const requests =
      "the load balancer routes no requests to the service. Remove it, or set exposure: public.";
    const nobody = "nobody connects to the service. Remove it, or set exposure: internal.";
    const errors = errorsOf({
      services: {
        orders: { ...internal, routes: [{ path: "/orders" }], scaling: { requestsPerTask: 100 } },
        mail: {
          source,
          exposure: "none",
          port: 80,
          routes: [{ path: "/mail" }],
          health: { path: "/" },
          drainSeconds: 9,
        },
      },
    });
    assert.deepEqual(
      errors.filter((error) => error.includes("has no effect with")),
      [
        `aws-containers:services.mail.drainSeconds has no effect with exposure none: ${nobody}`,
        `aws-containers:services.mail.health has no effect with exposure none: ${nobody} A replica is replaced when its container ends.`,
        `aws-containers:services.mail.port has no effect with exposure none: ${nobody}`,
        `aws-containers:services.mail.routes has no effect with exposure none: ${requests}`,
        `aws-containers:services.orders.routes has no effect with exposure internal: ${requests}`,
        `aws-containers:services.orders.scaling.requestsPerTask has no effect with exposure internal: ${requests}`,
      ],
    );
  });

  it("suggests the word that was meant", () => {
    assert.deepEqual(errorsOf({ services: { orders: { source, exposure: "private" } } }), [
      'aws-containers:services.orders.exposure is "private", but must be public, internal or none. Did you mean internal?',
    ]);
  });

  it("leaves PORT to a worker's own environment and secrets", () => {
    const { mail } = read({
      services: { mail: { source, exposure: "none", environment: { PORT: 1 } } },
    }).services;
    assert.deepEqual(mail?.environment, { PORT: "1" });
    const secrets = { PORT: "/mail/port" };
    assert.deepEqual(
      read({ services: { mail: { source, exposure: "none", secrets } } }).services.mail?.secrets,
      secrets,
    );
  });

  it("warns of an internal service that nobody calls", () => {
    const { warnings } = read({ services: { web: { source }, orders: internal } });
    assert.ok(
      warnings.includes(
        "aws-containers:services.orders is internal, but no service calls it: add it to the calls of those that do, or set exposure: none.",
      ),
    );
  });
});

describe("the calls of a service", () => {
  it("deploy those that are called first, and otherwise go by name", () => {
    assert.deepEqual(
      orderOf({
        admin: { source, routes: [{ path: "/admin" }], calls: ["web"] },
        payments: internal,
        orders: { ...internal, calls: ["payments", "audit"] },
        audit: internal,
        web: { source, routes: [{ path: "/" }], calls: ["orders"] },
      }),
      ["audit", "payments", "orders", "web", "admin"],
    );
  });

  it("may go round in circles", () => {
    assert.deepEqual(
      orderOf({
        a: { ...internal, calls: ["b"] },
        b: { ...internal, calls: ["c"] },
        c: { ...internal, calls: ["a"] },
      }),
      ["c", "b", "a"],
    );
  });

  it("are refused where they can't be made", () => {
    const lines = errorsOf({
      services: {
        web: {
          source,
          calls: ["web", "order", "mail", "orders", "orders", "payments", "constructor"],
          environment: { ORDERS_URL: "http://elsewhere" },
          secrets: { PAYMENTS_URL: "/payments/url" },
        },
        orders: internal,
        payments: { ...internal, platforms: [platform] },
        mail: { source, exposure: "none" },
      },
    });
    assert.deepEqual(lines, [
      "aws-containers:services.web.calls[0] is the service itself: remove it.",
      'aws-containers:services.web.calls[1] is "order", but no service of the stack. Did you mean orders? Its services: mail, orders, payments, web.',
      "aws-containers:services.web.calls[2] is mail, which nobody reaches: its exposure is none. Set it to internal.",
      "aws-containers:services.web.calls[4] is orders, which is already in the list.",
      ...otherPlatforms.map(
        (other) =>
          `aws-containers:services.web.calls[5] is payments, which doesn't run on ${other}, where web would call it: both need the same platforms.`,
      ),
      'aws-containers:services.web.calls[6] is "constructor", but no service of the stack. Its services: mail, orders, payments, web.',
      "aws-containers:services.web.environment.ORDERS_URL is set from calls, which has orders: remove one of them.",
      "aws-containers:services.web.secrets.PAYMENTS_URL is set from calls, which has payments: remove one of them.",
    ]);
  });

  it("are read from text, as `pulumi config set` stores them, and refused where they are none", () => {
    const services = { web: { source, calls: "orders" }, orders: internal };
    assert.deepEqual(read({ services }).services.web?.calls, ["orders"]);
    assert.deepEqual(errorsOf({ services: { web: { source, calls: { orders: true } }, orders: internal } }), [
      "aws-containers:services.web.calls is a map, but must be a list of at most 40 names of services, such as [orders].",
    ]);
  });
});
