import assert from "node:assert/strict";
import { errorsOf, hasPlatforms, read } from "./reading";

const source = "./app";
const domain = { name: "shop.example.org", zoneId: "Z0123456789ABCDEFGHIJ" };
const mqtt = { source, protocol: "tcp", port: 1883 };

const onEcs = hasPlatforms("ecs") ? it : it.skip;
const onBoth = hasPlatforms("ecs", "eks") ? it : it.skip;

describe("a service whose connections are forwarded by port", () => {
  it("has no path unless it sets one, and no routes, even where it is the only public one", () => {
    const { services } = read({
      services: { mqtt, relay: { ...mqtt, port: 2525, health: { port: 8081, path: "/ready" } } },
    });
    assert.deepEqual(services.mqtt?.health, { intervalSeconds: 5, unhealthyThreshold: 2 });
    assert.deepEqual(services.mqtt?.routes, []);
    assert.deepEqual(services.relay?.health, {
      path: "/ready",
      port: 8081,
      intervalSeconds: 5,
      unhealthyThreshold: 2,
    });
  });

  it("leaves every request to the only service that gets any", () => {
    const { services } = read({ services: { web: { source }, mqtt } });
    assert.deepEqual(
      services.web?.routes.map(({ path }) => path),
      ["/*"],
    );
  });

  onEcs(
    "can't have what only requests have, nor TLS without a certificate, and UDP needs a port that is checked",
    () => {
      const lines = errorsOf({
        services: {
          mqtt: { ...mqtt, routes: [{ path: "/*" }], scaling: { requestsPerTask: 100 } },
          dns: { source, protocol: "udp", port: 53 },
          smtps: { source, protocol: "tls", port: 465 },
          db: { source, protocol: "tls", port: 5432, exposure: "internal" },
          statsd: { source, protocol: "udp", port: 8125, exposure: "internal", platforms: ["ecs"] },
          stats: { source, protocol: "udp", port: 8126, exposure: "internal" },
          web: { source, health: { port: 8081 } },
        },
      });
      assert.deepEqual(lines, [
        "aws-containers:services.db.protocol is tls, whose encryption a load balancer ends: an internal service has none. Set tcp; the service can speak TLS itself.",
        "aws-containers:services.dns.health.port is missing: nothing checks by UDP. Set a TCP port on which the service accepts connections while it is healthy.",
        "aws-containers:services.mqtt.routes has no effect with protocol tcp: connections are forwarded by port. Remove it.",
        "aws-containers:services.mqtt.scaling.requestsPerTask has no effect with protocol tcp: nothing counts requests. Remove it.",
        "aws-containers:services.smtps.protocol is tls, for which the load balancer needs a certificate: set aws-containers:domain, or protocol: tcp where the service terminates TLS itself.",
        "aws-containers:services.stats.health.port is missing: nothing checks by UDP. Set a TCP port on which the service accepts connections while it is healthy.",
        "aws-containers:services.web.health.port has no effect with protocol http: the service's own port is checked. Remove it.",
      ]);
    },
  );

  onBoth(
    "has a port of its own on ECS, whatever the protocol, while on EKS each has its own load balancer",
    () => {
      const services = { one: mqtt, two: { ...mqtt, protocol: "udp", health: { port: 8081 } } };
      const error =
        "aws-containers:services.two.port is 1883, which one has: on ECS one load balancer forwards to both, by port. Set another.";
      assert.deepEqual(errorsOf({ services }), [error]);
      assert.deepEqual(Object.keys(read({ platforms: "eks", services }).services), ["one", "two"]);
      const apart = { one: { ...mqtt, platforms: ["ecs"] }, two: { ...mqtt, platforms: ["eks"] } };
      assert.deepEqual(Object.keys(read({ services: apart }).services), ["one", "two"]);
      const both = { one: { source, protocol: "tcp" }, two: { source, protocol: "tcp" } };
      assert.deepEqual(errorsOf({ platforms: "ecs", services: both }), [
        "aws-containers:services.two.port is 8080, which one has: on ECS one load balancer forwards to both, by port. Set another.",
      ]);
    },
  );

  onBoth("can be called, on ECS by UDP without a proxy, which nothing checks there", () => {
    const statsd = { source, protocol: "udp", port: 8125, exposure: "internal" };
    const internal = { ...mqtt, exposure: "internal" };
    const callers = (called: object) => ({
      web: { source, calls: ["statsd"] },
      client: { source, exposure: "none", calls: ["mqtt"] },
      mqtt: internal,
      statsd: called,
    });
    const { services, warnings } = read({ platforms: "ecs", services: callers(statsd) });
    assert.deepEqual(Object.keys(services), ["mqtt", "client", "statsd", "web"]);
    const proxied = warnings.flatMap(
      (line) => /services\.(\w+)\.cpu is 256, but on ECS/.exec(line)?.[1] ?? [],
    );
    assert.deepEqual(proxied.sort(), ["client", "mqtt"]);
    assert.deepEqual(
      errorsOf({ platforms: "ecs", services: callers({ ...statsd, health: { port: 8081 } }) }),
      [
        "aws-containers:services.statsd.health has no effect with exposure internal: on ECS the load balancer checks the path. Remove it; a task is replaced when its container ends.",
      ],
    );
    const both = callers({ ...statsd, health: { port: 8081 } });
    assert.deepEqual(Object.keys(read({ services: both }).services), ["mqtt", "client", "statsd", "web"]);
  });

  onBoth("has its own name below the domain on each platform, which no route nor platform has", () => {
    const { hostNames = {} } = read({ domain, services: { web: { source }, mqtt } }).domain ?? {};
    assert.deepEqual(hostNames, {
      ecs: ["shop.example.org"],
      eks: ["eks.shop.example.org"],
      "ecs/mqtt": ["mqtt.shop.example.org"],
      "eks/mqtt": ["mqtt.eks.shop.example.org"],
    });
    const lines = errorsOf({
      domain,
      services: {
        web: { source, routes: [{ path: "/*", host: "mqtt.shop.example.org" }] },
        mqtt,
        eks: { ...mqtt, port: 1884 },
      },
    });
    assert.deepEqual(lines, [
      "aws-containers:services.eks would answer as eks.shop.example.org, which is the platform's name: call it otherwise.",
      'aws-containers:services.web.routes[0].host is "mqtt.shop.example.org", the name that service mqtt has on its Network Load Balancer: use another.',
    ]);
  });
});

describe("CloudFront", () => {
  onEcs("is in front of the services with requests alone", () => {
    const services = { web: { source }, mqtt };
    const settings = read({ platforms: "ecs", loadBalancer: { cloudFront: true }, services });
    assert.equal(settings.services.mqtt?.protocol, "tcp");
  });
});

describe("static addresses", () => {
  const loadBalancer = { staticAddresses: true };

  onBoth("are for services with connections, on EKS but in Auto Mode", () => {
    assert.equal(
      read({ platforms: "ecs", loadBalancer, services: { mqtt } }).loadBalancer.staticAddresses,
      true,
    );
    assert.deepEqual(errorsOf({ loadBalancer, services: { web: { source }, mqtt } }), [
      "aws-containers:loadBalancer.staticAddresses is true, but EKS Auto Mode has no static addresses, and mqtt runs there too: set eks.compute, or services.NAME.platforms: [ecs], or remove it.",
    ]);
    for (const compute of ["managed", "fargate"]) {
      const services = { mqtt: { ...mqtt, architecture: "x86_64" } };
      assert.ok(read({ loadBalancer, eks: { compute }, services }).loadBalancer.staticAddresses);
    }
  });

  onEcs("create nothing without such a service, which is said", () => {
    assert.deepEqual(
      read({ platforms: "ecs", loadBalancer }).warnings.filter((each) => each.includes("staticAddresses")),
      [
        "aws-containers:loadBalancer.staticAddresses creates nothing: no service has protocol tcp, udp or tls, and an Application Load Balancer has no static addresses.",
      ],
    );
  });
});
