import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { completeService } from "../../../components/complete-service";
import { EcsCluster, FargateService, LoadBalancer } from "../../../components/ecs";
import { validateFargateService } from "../../../components/ecs/fargate-service-arguments";
import type { ServiceDescription } from "../../../components/service";
import { validateService } from "../../../components/service-validation";
import { planOf } from "../../support/plan";
import { description, network } from "./a-service";

/** A cluster without calls, and a load balancer without routes. */
const placement = {
  cluster: { serviceConnect: undefined, computes: { kindOf: () => "fargate" as const, has: () => true } },
  loadBalancer: { serviceAt: () => undefined, isEncrypted: false },
};

const errorsOf = (change: Partial<ServiceDescription>, name = "hello") =>
  validateFargateService(name, completeService({ ...description, ...change }), placement);

describe("FargateService refuses", () => {
  const invalid: { change: Partial<ServiceDescription>; errors: string[] }[] = [
    {
      change: { cpu: 300 },
      errors: ["service.cpu is 300: must be 256, 512, 1024, 2048, 4096, 8192 or 16384"],
    },
    {
      change: { cpu: 256, memory: 4096 },
      errors: ["service.memory is 4096: must be 512, 1024 or 2048 with service.cpu 256"],
    },
    {
      change: { scaling: { min: 1, max: 4 } },
      errors: [
        "service.scaling is 1 to 4 without a target: must have cpuPercent or memoryPercent or requestsPerTask or backlog, or min equal to max",
      ],
    },
    {
      change: { protocol: "grpc", health: { path: "/healthz" } },
      errors: [
        'service.health.path is "/healthz": must be left out with service.protocol grpc, which has /grpc.health.v1.Health/Check',
        'service.protocol is "grpc": must be http on a load balancer without HTTPS',
      ],
    },
    {
      change: { nodePort: { port: 30_080, cidrs: ["10.8.0.0/22"] } },
      errors: ["service.nodePort is of EKS alone: must be left out on ECS"],
    },
    {
      change: { protocol: "http2" },
      errors: ['service.protocol is "http2": must be http on a load balancer without HTTPS'],
    },
    { change: { stopSeconds: 121 }, errors: ["service.stopSeconds is 121: must be at most 120 on Fargate"] },
    {
      change: { scaling: { min: 1 }, maximumPercent: 150 },
      errors: [
        "service.maximumPercent is 150 with service.minimumHealthyPercent 100: of 1 tasks 1 must stay and 1 may run, so must let ECS start or stop one",
      ],
    },
    {
      change: { scaling: { min: 2 }, minimumHealthyPercent: 51, maximumPercent: 100 },
      errors: [
        "service.maximumPercent is 100 with service.minimumHealthyPercent 51: of 2 tasks 2 must stay and 2 may run, so must let ECS start or stop one",
      ],
    },
    { change: { port: 0 }, errors: ["service.port is 0: must be a whole number from 1 to 65535"] },
  ];
  for (const { change, errors } of invalid) {
    it(JSON.stringify(change), () => {
      assert.deepEqual(errorsOf(change), errors);
    });
  }

  for (const name of [
    "",
    "notification-dispatcher-for-text-messages",
    "hello-",
    "-hello",
    "1hello",
    "hello_world",
  ]) {
    it(`the name "${name}"`, () => {
      assert.deepEqual(errorsOf({}, name), [
        `name is "${name}": must be 1 to 40 letters, digits and hyphens, a letter first and no hyphen last`,
      ]);
    });
  }

  it("what every platform refuses, in the same words", () => {
    const change = { port: 0, routes: [], capacity: { base: 1 } };
    const errors = validateService(completeService({ ...description, ...change }));
    assert.equal(errors.length, 3);
    assert.deepEqual(errorsOf(change), errors);
  });

  it("nothing at the limits, nor scaling on requests alone", () => {
    const limits: Partial<ServiceDescription> = {
      cpu: 16384,
      memory: 122880,
      scaling: { min: 2, max: 5000, requestsPerTask: 1 },
      stopSeconds: 120,
      maximumPercent: 150,
      routes: [{ path: `/${"*".repeat(4)}${"a".repeat(123)}`, host: "*.Example.com", priority: 50000 }],
    };
    assert.deepEqual(errorsOf(limits, "notification-dispatcher-for-text-message"), []);
  });

  it("all invalid arguments at once, before anything is registered", async () => {
    const message = [
      'Invalid arguments for FargateService "hello":',
      "  - service.memory is 100: must be 512, 1024 or 2048 with service.cpu 256",
      "  - service.port is 0: must be a whole number from 1 to 65535",
    ].join("\n");
    const plan = await planOf(() => {
      const cluster = new EcsCluster("ecs");
      const loadBalancer = new LoadBalancer("ecs", { network });
      const service = { ...description, port: 0, memory: 100 };
      assert.throws(
        () => new FargateService("hello", { cluster, loadBalancer, service }),
        (error) => error instanceof pulumi.RunError && error.message === message,
      );
    });
    assert.deepEqual(
      plan.resources.map(({ name }) => name).filter((name) => !name.startsWith("ecs")),
      [],
    );
  });
});

describe("Fargate's sizes", () => {
  const ranges = [
    { cpu: 512, from: 1024, to: 4096, step: 1024 },
    { cpu: 1024, from: 2048, to: 8192, step: 1024 },
    { cpu: 2048, from: 4096, to: 16384, step: 1024 },
    { cpu: 4096, from: 8192, to: 30720, step: 1024 },
    { cpu: 8192, from: 16384, to: 61440, step: 4096 },
    { cpu: 16384, from: 32768, to: 122880, step: 8192 },
  ];
  for (const { cpu, from, to, step } of ranges) {
    it(`are ${from} to ${to} MiB in steps of ${step} with ${cpu} CPU units`, () => {
      for (const memory of [from, from + step, to]) assert.deepEqual(errorsOf({ cpu, memory }), []);
      for (const memory of [from - step, from + step / 2, to + step]) {
        const [error, ...others] = errorsOf({ cpu, memory });
        assert.match(
          error ?? "",
          new RegExp(
            `^service\\.memory is ${memory}: must be ${from}, .*${to - step} or ${to} with service\\.cpu ${cpu}$`,
          ),
        );
        assert.deepEqual(others, []);
      }
    });
  }
});
