import assert from "node:assert/strict";
import { type Case, errorsOf, prod, read } from "./reading";

const waf = "true, false or a limit such as { rateLimit: 2000 }";

const cases: Case[] = [
  {
    what: "a timeout that no load balancer has",
    config: { loadBalancer: { idleTimeoutSeconds: 4001 } },
    lines: [
      "aws-containers:loadBalancer.idleTimeoutSeconds is 4001, but must be a whole number from 1 to 4000.",
    ],
  },
  {
    what: "a web ACL that is neither a switch nor a limit",
    config: { loadBalancer: { waf: "strict" } },
    lines: [`aws-containers:loadBalancer.waf is "strict", but must be ${waf}.`],
  },
  {
    what: "a limit that AWS WAF doesn't have, and keys that it doesn't know",
    config: { loadBalancer: { waf: { rateLimit: 9, rules: [] }, dualStack: true, cloudfront: true } },
    lines: [
      "aws-containers:loadBalancer.cloudfront is unknown. Did you mean cloudFront? Known here: accessLogs, cloudFront, idleTimeoutSeconds, ipv6, staticAddresses, waf, zonalShift.",
      "aws-containers:loadBalancer.dualStack is unknown. Known here: accessLogs, cloudFront, idleTimeoutSeconds, ipv6, staticAddresses, waf, zonalShift.",
      "aws-containers:loadBalancer.waf.rateLimit is 9, but must be a whole number from 10 to 2000000000.",
      "aws-containers:loadBalancer.waf.rules is unknown. Known here: rateLimit.",
    ],
  },
  {
    what: "other wrong types",
    config: { loadBalancer: { accessLogs: "yes", zonalShift: 1 } },
    lines: [
      'aws-containers:loadBalancer.accessLogs is "yes", but must be true or false.',
      "aws-containers:loadBalancer.zonalShift is 1, but must be true or false.",
    ],
  },
];

describe("loadBalancer settings reject", () => {
  for (const { what, config, lines } of cases) {
    it(what, () => {
      assert.deepEqual(errorsOf(config), lines);
    });
  }
});

describe("loadBalancer settings", () => {
  it("are filtered and easy to delete in dev", () => {
    const { loadBalancer, logKey } = read();
    assert.deepEqual(loadBalancer, {
      idleTimeoutSeconds: 60,
      cloudFront: false,
      accessLogs: false,
      ipv6: false,
      staticAddresses: false,
      zonalShift: false,
      waf: { logRetentionDays: 365 },
      deletionProtection: false,
    });
    assert.deepEqual(logKey, { protect: false });
  });

  it("are protected and logged in prod, with a key for the stack's log groups", () => {
    const { loadBalancer, logKey } = read(prod);
    assert.deepEqual(loadBalancer, {
      idleTimeoutSeconds: 60,
      cloudFront: false,
      accessLogs: true,
      ipv6: false,
      staticAddresses: false,
      zonalShift: true,
      waf: { logRetentionDays: 365 },
      deletionProtection: true,
    });
    assert.deepEqual(logKey, { protect: true });
    assert.deepEqual(read({ ...prod, protection: false }).logKey, { protect: false });
  });

  it("prefer what the stack sets", () => {
    const off = { waf: "false", accessLogs: false, zonalShift: false, idleTimeoutSeconds: "300" };
    const { loadBalancer } = read({ ...prod, loadBalancer: off });
    assert.deepEqual(loadBalancer, {
      idleTimeoutSeconds: 300,
      cloudFront: false,
      accessLogs: false,
      ipv6: false,
      staticAddresses: false,
      zonalShift: false,
      deletionProtection: true,
    });
    assert.deepEqual(read({ loadBalancer: { waf: true } }).loadBalancer.waf, { logRetentionDays: 365 });
    assert.deepEqual(read({ loadBalancer: { waf: { rateLimit: "500" } } }).loadBalancer.waf, {
      rateLimit: 500,
      logRetentionDays: 365,
    });
  });
});

describe("long requests", () => {
  const warnings = (loadBalancer: object, hello: object = {}) =>
    read({ loadBalancer, services: { hello } }).warnings.filter((warning) =>
      warning.includes("drainSeconds"),
    );
  const cut = (drain: number, idle: number, enough: number) => [
    `aws-containers:services.hello.drainSeconds is ${drain}, but aws-containers:loadBalancer.idleTimeoutSeconds is ${idle}: ` +
      `each deployment and scale-in cuts connections after ${drain} s. Raise drainSeconds to ${enough}, or let clients ` +
      "connect again.",
  ];

  it("that a deployment cuts are warned about", () => {
    assert.deepEqual(warnings({ idleTimeoutSeconds: 300 }), cut(5, 300, 300));
    assert.deepEqual(warnings({ idleTimeoutSeconds: 4000 }, { drainSeconds: 3599 }), cut(3599, 4000, 3600));
  });

  it("that have the time that they need are not, nor the usual ones, nor a service that no load balancer reaches", () => {
    assert.deepEqual(warnings({ idleTimeoutSeconds: 300 }, { drainSeconds: 300 }), []);
    assert.deepEqual(warnings({ idleTimeoutSeconds: 4000 }, { drainSeconds: 3600 }), []);
    assert.deepEqual(warnings({ idleTimeoutSeconds: 60 }), []);
    assert.deepEqual(warnings({ idleTimeoutSeconds: 30 }), []);
    assert.deepEqual(warnings({ idleTimeoutSeconds: 300 }, { exposure: "internal" }), []);
  });
});

describe("settings of load balancers", () => {
  const domain = { name: "shop.example.org", zoneId: "Z9876543210ABCDEFGHIJ" };
  const warnings = (hello: object, settings: object = { domain, loadBalancer: { waf: true } }) =>
    read({ ...settings, services: { hello } }).warnings.filter((warning) => warning.includes("creates"));

  it("are warned about where no service is public", () => {
    assert.deepEqual(warnings({ exposure: "none" }), [
      "aws-containers:domain creates nothing but its certificate: no service is public, so that the stack has no load balancer.",
      "aws-containers:loadBalancer creates nothing: no service is public, so that the stack has no load balancer.",
    ]);
    assert.deepEqual(warnings({}), []);
    assert.deepEqual(warnings({ exposure: "none" }, {}), []);
  });
});
