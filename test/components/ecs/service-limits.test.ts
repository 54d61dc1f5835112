import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EcsCluster, FargateService, LoadBalancer } from "../../../components/ecs";
import { mistakeInSize } from "../../../components/ecs/fargate-sizes";
import { mistakesInService } from "../../../components/ecs/service-limits";
import type { ServiceDescription } from "../../../components/service";
import { planOf } from "../../support/plan";
import { description, network } from "./a-service";

const retentions =
  "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653";

const scalesWith = "say at least one of cpuPercent, memoryPercent, requestsPerTarget";

describe("FargateService refuses", () => {
  const { scaling, health, capacity } = description;
  const refusals: { change: Partial<ServiceDescription>; mistakes: string[] }[] = [
    { change: { port: 0 }, mistakes: ["service.port: 0; allowed: 1 to 65535"] },
    { change: { port: 65536 }, mistakes: ["service.port: 65536; allowed: 1 to 65535"] },
    { change: { port: 80.5 }, mistakes: ["service.port: 80.5; allowed: 1 to 65535"] },
    {
      change: { cpu: 300 },
      mistakes: ["service.cpu: 300 is no size of Fargate; allowed: 256, 512, 1024, 2048, 4096, 8192, 16384"],
    },
    {
      change: { cpu: 256, memory: 4096 },
      mistakes: ["service.memory: 4096 MiB is not possible with 256 CPU units; allowed: 512, 1024, 2048"],
    },
    {
      change: { environment: { PORT: "1" } },
      mistakes: ["service.environment.PORT: say service.port, which sets it"],
    },
    {
      change: { health: { ...health, intervalSeconds: 4 } },
      mistakes: ["service.health.intervalSeconds: 4; allowed: 5 to 300"],
    },
    {
      change: { health: { ...health, intervalSeconds: 301 } },
      mistakes: ["service.health.intervalSeconds: 301; allowed: 5 to 300"],
    },
    {
      change: { health: { ...health, path: "healthz" } },
      mistakes: [
        'service.health.path: "healthz"; allowed: a path that begins with /, at most 1024 characters',
      ],
    },
    {
      change: { scaling: { min: 4, max: 2 } },
      mistakes: ["service.scaling.max: 2 is less than min; allowed: 4 or more"],
    },
    {
      change: { scaling: { min: -1, max: 2.5 } },
      mistakes: [
        "service.scaling.min: -1; allowed: 0 to 5000",
        "service.scaling.max: 2.5; allowed: 0 to 5000",
        `service.scaling: max is more than min, but nothing scales; ${scalesWith}`,
      ],
    },
    {
      change: { scaling: { ...scaling, cpuPercent: 0, memoryPercent: 101, requestsPerTarget: 0 } },
      mistakes: [
        "service.scaling.cpuPercent: 0; allowed: 1 to 100",
        "service.scaling.memoryPercent: 101; allowed: 1 to 100",
        "service.scaling.requestsPerTarget: 0; allowed: more than 0",
      ],
    },
    {
      change: { capacity: { ...capacity, fargate: 0, spot: 0 } },
      mistakes: ["service.capacity: both weights are 0; allowed: fargate or spot above 0"],
    },
    {
      change: { capacity: { base: -1, fargate: 1001, spot: 0.5 } },
      mistakes: [
        "service.capacity.base: -1; allowed: 0 to 100000",
        "service.capacity.fargate: 1001; allowed: 0 to 1000",
        "service.capacity.spot: 0.5; allowed: 0 to 1000",
      ],
    },
    { change: { routes: [] }, mistakes: ["service.routes: none; allowed: at least one"] },
    {
      change: {
        routes: [
          { path: "/a", priority: 1 },
          { path: "/b", priority: 1 },
        ],
      },
      mistakes: ["service.routes[1].priority: 1 is taken by another route; allowed: one that is not"],
    },
    {
      change: { routes: [{ path: "api/{id}", host: "app example", priority: 50001 }] },
      mistakes: [
        `service.routes[0].path: "api/{id}"; allowed: begins with /, at most 128 letters, digits and _-.$/~"'@:+&, * and ? as wildcards`,
        'service.routes[0].host: "app example"; allowed: a host name of at most 128 characters, * and ? as wildcards',
        "service.routes[0].priority: 50001; allowed: 1 to 50000",
      ],
    },
    {
      change: { routes: [{ path: `/${"a".repeat(128)}`, host: "a".repeat(129), priority: 1 }] },
      mistakes: [
        `service.routes[0].path: "/${"a".repeat(128)}"; allowed: begins with /, at most 128 letters, digits and _-.$/~"'@:+&, * and ? as wildcards`,
        `service.routes[0].host: "${"a".repeat(129)}"; allowed: a host name of at most 128 characters, * and ? as wildcards`,
      ],
    },
    {
      change: { logs: { retentionDays: 8 } },
      mistakes: [`service.logs.retentionDays: 8; allowed: ${retentions}`],
    },
    {
      change: { logs: { retentionDays: 0 } },
      mistakes: [`service.logs.retentionDays: 0; allowed: ${retentions}`],
    },
  ];
  for (const { change, mistakes } of refusals) {
    it(JSON.stringify(change).slice(0, 80), () => {
      assert.deepEqual(mistakesInService("hello", { ...description, ...change }), mistakes);
    });
  }

  for (const name of ["", "an-eighteen-letter", "hello-", "-hello", "1hello", "hello_world"]) {
    it(`the name "${name}"`, () => {
      assert.deepEqual(mistakesInService(name, description), [
        `name: "${name}"; allowed: 1 to 17 letters, digits and hyphens, a letter first and no hyphen last`,
      ]);
    });
  }

  it("no description at the edge of what is allowed", () => {
    const edge: ServiceDescription = {
      ...description,
      port: 65535,
      cpu: 16384,
      memory: 122880,
      health: { path: "/", intervalSeconds: 300 },
      scaling: { min: 0, max: 5000, requestsPerTarget: 0.5 },
      capacity: { base: 1, fargate: 0, spot: 1000 },
      routes: [{ path: `/${"*".repeat(127)}`, host: "*.example.com", priority: 50000 }],
      logs: { retentionDays: 3653 },
    };
    assert.deepEqual(mistakesInService("a-seventeen-chars", edge), []);
  });

  it("all mistakes at once, before anything of it is registered", async () => {
    const message = [
      'FargateService "hello" can\'t be made:',
      "  - service.port: 0; allowed: 1 to 65535",
      "  - service.memory: 100 MiB is not possible with 256 CPU units; allowed: 512, 1024, 2048",
    ].join("\n");
    const plan = await planOf(() => {
      const cluster = new EcsCluster("ecs");
      const loadBalancer = new LoadBalancer("ecs", { network });
      const service = { ...description, port: 0, memory: 100 };
      assert.throws(
        () => new FargateService("hello", { cluster, loadBalancer, network, service }),
        (error) => error instanceof pulumi.RunError && error.message === message,
      );
    });
    assert.deepEqual(
      plan.resources.map(({ name }) => name).filter((name) => !name.startsWith("ecs")),
      [],
    );
  });
});

describe("The sizes of Fargate", () => {
  const edges = [
    { cpu: 512, from: 1024, to: 4096, step: 1024 },
    { cpu: 1024, from: 2048, to: 8192, step: 1024 },
    { cpu: 2048, from: 4096, to: 16384, step: 1024 },
    { cpu: 4096, from: 8192, to: 30720, step: 1024 },
    { cpu: 8192, from: 16384, to: 61440, step: 4096 },
    { cpu: 16384, from: 32768, to: 122880, step: 8192 },
  ];
  for (const { cpu, from, to, step } of edges) {
    it(`are ${from} to ${to} MiB in steps of ${step} with ${cpu} CPU units`, () => {
      const allowed = `allowed: ${from} to ${to} in steps of ${step}`;
      for (const memory of [from, from + step, to]) assert.equal(mistakeInSize(cpu, memory), undefined);
      for (const memory of [from - step, from + step / 2, to + step]) {
        assert.equal(
          mistakeInSize(cpu, memory),
          `service.memory: ${memory} MiB is not possible with ${cpu} CPU units; ${allowed}`,
        );
      }
    });
  }

  it("are 512, 1024 and 2048 MiB with 256 CPU units", () => {
    for (const memory of [512, 1024, 2048]) assert.equal(mistakeInSize(256, memory), undefined);
    assert.match(mistakeInSize(256, 1536) ?? "", /allowed: 512, 1024, 2048$/);
  });
});
