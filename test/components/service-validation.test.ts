import assert from "node:assert/strict";
import { completeService } from "../../components/complete-service";
import type { ServiceDescription } from "../../components/service";
import { validateService } from "../../components/service-validation";
import { logRetentionDays } from "../../facts/log-retention";
import { cpuTime } from "../support/cpu-time";

const errorsOf = (change: Partial<ServiceDescription>) =>
  validateService(completeService({ image: "hello:1", ...change }));

const path = `must be a path that begins with /, of letters, digits, any of _-.$/~"'@:+& and the wildcards * and ?`;
const host = "must be a host name with a dot and letters behind its last one, and the wildcards * and ?";
const health =
  "must be a path that begins with /, of printable ASCII characters without spaces and #, at most 1024 of them";

describe("A service on any platform", () => {
  const invalid: { change: Partial<ServiceDescription>; errors: string[] }[] = [
    { change: { port: 0 }, errors: ["service.port is 0: must be a whole number from 1 to 65535"] },
    { change: { port: 65536 }, errors: ["service.port is 65536: must be a whole number from 1 to 65535"] },
    { change: { port: 80.5 }, errors: ["service.port is 80.5: must be a whole number from 1 to 65535"] },
    {
      // @ts-expect-error: what a program without types could give
      change: { architecture: "amd64" },
      errors: ['service.architecture is "amd64": must be arm64 or x86_64'],
    },
    {
      change: { environment: { "1ST": "a", "A-B": "c", PORT: "1", _ok: "d" } },
      errors: [
        "service.environment.1ST is not a variable's name: must be letters, digits and underscores, no digit first",
        "service.environment.A-B is not a variable's name: must be letters, digits and underscores, no digit first",
        "service.environment.PORT is set from service.port: must be left out",
      ],
    },
    {
      change: { health: { path: "healthz", intervalSeconds: 4 } },
      errors: [
        `service.health.path is "healthz": ${health}`,
        "service.health.intervalSeconds is 4: must be a whole number from 5 to 300",
      ],
    },
    {
      change: { health: { path: "/gesundheit-ü" } },
      errors: [`service.health.path is "/gesundheit-ü": ${health}`],
    },
    {
      change: { health: { path: "/a b", intervalSeconds: 301 } },
      errors: [
        `service.health.path is "/a b": ${health}`,
        "service.health.intervalSeconds is 301: must be a whole number from 5 to 300",
      ],
    },
    {
      change: { scaling: { min: 4, max: 2 } },
      errors: ["service.scaling.max is 2: must be at least service.scaling.min, which is 4"],
    },
    {
      change: { scaling: { min: 0, max: 5001 } },
      errors: [
        "service.scaling.min is 0: must be at least 1, or service.scaling.backlog the messages of a queue",
        "service.scaling.max is 5001: must be a whole number from 1 to 5000",
      ],
    },
    {
      change: { scaling: { cpuPercent: 0, memoryPercent: 101, requestsPerTask: 0.5 } },
      errors: [
        "service.scaling.cpuPercent is 0: must be a whole number from 1 to 100",
        "service.scaling.memoryPercent is 101: must be a whole number from 1 to 100",
        "service.scaling.requestsPerTask is 0.5: must be a whole number from 1 to 10000000",
      ],
    },
    {
      change: { capacity: { base: 1 } },
      errors: ["service.capacity has no weight: must have onDemand or spot above 0"],
    },
    {
      change: { capacity: { base: -1, onDemand: 1001, spot: 0.5 } },
      errors: [
        "service.capacity.base is -1: must be a whole number from 0 to 5000",
        "service.capacity.onDemand is 1001: must be a whole number from 0 to 1000",
        "service.capacity.spot is 0.5: must be a whole number from 0 to 1000",
      ],
    },
    { change: { routes: [] }, errors: ["service.routes is empty: must have at least one route"] },
    {
      change: {
        routes: [
          { path: "/a", priority: 1 },
          { path: "/b", priority: 1 },
        ],
      },
      errors: ["service.routes[1].priority is 1: must be unique, but service.routes[0] has it too"],
    },
    {
      change: { routes: [{ path: "api/{id}", host: "app example", priority: 50001 }] },
      errors: [
        `service.routes[0].path is "api/{id}": ${path}`,
        `service.routes[0].host is "app example": ${host}`,
        "service.routes[0].priority is 50001: must be a whole number from 1 to 50000",
      ],
    },
    {
      change: { routes: [{ path: "/*/?/*/*", host: "*.*.example.com", priority: 1 }] },
      errors: ["service.routes[0] has 6 wildcards: must have at most 5 in path and host"],
    },
    {
      change: { routes: [{ path: `/${"a".repeat(128)}`, host: `${"a".repeat(125)}.org`, priority: 0 }] },
      errors: [
        "service.routes[0].path has 129 characters: must be at most 128",
        "service.routes[0].host has 129 characters: must be at most 128",
        "service.routes[0].priority is 0: must be a whole number from 1 to 50000",
      ],
    },
    {
      // @ts-expect-error: not among the days of CloudWatch Logs
      change: { logs: { retentionDays: 8 } },
      errors: [
        `service.logs.retentionDays is 8: must be ${logRetentionDays.slice(0, -1).join(", ")} or 3653`,
      ],
    },
    {
      change: {
        health: { graceSeconds: -1, unhealthyThreshold: 11 },
        drainSeconds: 3601,
        stopSeconds: 1,
        minimumHealthyPercent: 101,
        maximumPercent: 201,
      },
      errors: [
        "service.stopSeconds is 1: must be a whole number from 2 to 3600",
        "service.health.graceSeconds is -1: must be a whole number from 0 to 7200",
        "service.health.unhealthyThreshold is 11: must be a whole number from 2 to 10",
        "service.drainSeconds is 3601: must be a whole number from 0 to 3600",
        "service.minimumHealthyPercent is 101: must be a whole number from 0 to 100",
        "service.maximumPercent is 201: must be a whole number from 100 to 200",
      ],
    },
    {
      change: { maximumPercent: 100 },
      errors: [
        "service.maximumPercent is 100: must be above service.minimumHealthyPercent, which is 100: no replica could be replaced",
      ],
    },
    {
      // @ts-expect-error: what a program without types could give
      change: { egress: "all" },
      errors: ['service.egress is "all": must be any'],
    },
    {
      change: { egress: Array.from({ length: 51 }, (_, index) => ({ port: 1 + index, cidr: "10.0.0.0/8" })) },
      errors: ["service.egress has 51 rules: must have at most 50"],
    },
    {
      change: {
        egress: [
          { port: 0, cidr: "10.0.0.1/8" },
          { port: 25, cidr: "10.0.0.0/33" },
          { port: 25, cidr: "10.0.0.0/8" },
          { port: 25, cidr: "10.0.0.0/8", protocol: "tcp" },
          { port: 443, cidr: "0.0.0.0/0" },
          { port: 80, cidr: "169.254.0.0/16" },
          { port: 80, cidr: "169.254.169.254/32" },
        ],
      },
      errors: [
        "service.egress[0].port is 0: must be a whole number from 1 to 65535",
        'service.egress[0].cidr is "10.0.0.1/8": must be an IPv4 CIDR block, such as 10.1.0.0/16',
        'service.egress[1].cidr is "10.0.0.0/33": must be an IPv4 CIDR block, such as 10.1.0.0/16',
        "service.egress[3] is the same rule as service.egress[2]: must be left out",
        "service.egress[4] is HTTPS to anywhere, which is always allowed: must be left out",
        'service.egress[5].cidr is "169.254.0.0/16": must be outside 169.254.0.0/16, the link-local addresses of metadata and credentials, which no rule opens',
        'service.egress[6].cidr is "169.254.169.254/32": must be outside 169.254.0.0/16, the link-local addresses of metadata and credentials, which no rule opens',
      ],
    },
  ];
  for (const { change, errors } of invalid) {
    it(`is refused with ${JSON.stringify(change).slice(0, 80)}`, () => {
      assert.deepEqual(errorsOf(change), errors);
    });
  }

  it("is accepted at the limits", () => {
    const limits: Partial<ServiceDescription> = {
      port: 65535,
      health: { path: `/${"a".repeat(1023)}`, intervalSeconds: 300 },
      scaling: { min: 1, max: 5000, cpuPercent: 100, memoryPercent: 1, requestsPerTask: 10_000_000 },
      capacity: { base: 5000, onDemand: 0, spot: 1000 },
      routes: [
        { path: `/${"a".repeat(122)}*****`, host: `${"a".repeat(124)}.org`, priority: 50000 },
        { path: "/a-b_c.d$e/~\"'@:+&?", host: "*.example.com", priority: 1 },
      ],
      logs: { retentionDays: 3653 },
      drainSeconds: 3600,
      stopSeconds: 3600,
      minimumHealthyPercent: 0,
      maximumPercent: 100,
      egress: [
        { port: 65535, cidr: "0.0.0.0/0" },
        { port: 443, cidr: "0.0.0.0/0", protocol: "udp" },
        { port: 80, cidr: "169.252.0.0/14" },
        { port: 80, cidr: "169.253.0.0/16" },
        { port: 80, cidr: "169.255.0.0/16" },
        { port: 1, cidr: "255.255.255.255/32" },
      ],
    };
    assert.deepEqual(errorsOf(limits), []);
  });

  it("is judged in linear time, whatever its strings", () => {
    const hostile = ["a", "-", ".", "*", "/", "a.", "*-", "/*"].map((part) =>
      part.repeat(100_000 / part.length),
    );
    const began = cpuTime();
    for (const text of hostile) {
      errorsOf({
        health: { path: `/${text} ` },
        routes: [{ path: `/${text}{`, host: `${text}!` }],
        environment: { [`${text}!`]: "" },
        egress: [{ port: 1, cidr: `${text}/8` }],
      });
    }
    assert.ok(cpuTime() - began < 1000);
  });
});
