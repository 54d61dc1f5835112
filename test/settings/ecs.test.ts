import assert from "node:assert/strict";
import { type Case, errorsOf, prod, read } from "./reading";

const authority = (region: string) =>
  `arn:aws:acm-pca:${region}:111122223333:certificate-authority/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0`;

const cases: Case[] = [
  {
    what: "a CPU size that Fargate doesn't have",
    config: { platforms: "ecs", services: { hello: { cpu: 300 } } },
    lines: [
      "aws-containers:services.hello.cpu is 300, but Fargate has 256, 512, 1024, 2048, 4096, 8192 or 16384.",
    ],
  },
  {
    what: "a memory that doesn't go with the CPU",
    config: { platforms: "ecs", services: { hello: { cpu: "256", memory: 4096 } } },
    lines: [
      "aws-containers:services.hello.memory is 4096, but Fargate has 512, 1024 or 2048 for cpu 256. 4096 goes with cpu 512, 1024 or 2048.",
    ],
  },
  {
    what: "a memory that goes with no CPU",
    config: { platforms: "ecs", services: { hello: { cpu: 8192, memory: 2000 } } },
    lines: [
      "aws-containers:services.hello.memory is 2000, but Fargate has 16384, 20480, 24576, 28672, 32768, 36864, 40960, 45056, 49152, 53248, 57344 or 61440 for cpu 8192.",
    ],
  },
  {
    what: "insights and exec",
    config: { ecs: { insights: true, exec: "yes", ec2: {} } },
    lines: [
      "aws-containers:ecs.ec2 is unknown. Known here: compute, exec, external, insights, instances, serviceConnect.",
      'aws-containers:ecs.exec is "yes", but must be true or false.',
      "aws-containers:ecs.insights is true, but must be enhanced, enabled or disabled.",
    ],
  },
  {
    what: "a CA that issues nothing",
    config: { ecs: { serviceConnect: { certificateAuthorityArn: authority("us-east-1") } } },
    lines: [
      "aws-containers:ecs.serviceConnect.certificateAuthorityArn has no effect without aws-containers:ecs.serviceConnect.tls: set that to true, or remove this.",
    ],
  },
  {
    what: "a CA of another region",
    config: { ecs: { serviceConnect: { tls: true, certificateAuthorityArn: authority("eu-west-1") } } },
    lines: [
      "aws-containers:ecs.serviceConnect.certificateAuthorityArn is in eu-west-1, but the services are in us-east-1, where the CA has to be.",
    ],
  },
  {
    what: "a CA that is none, and TLS that isn't true or false",
    config: {
      ecs: {
        serviceConnect: { tls: "1.3", certificateAuthorityArn: "arn:aws:acm:us-east-1:1:certificate/1" },
      },
    },
    lines: [
      'aws-containers:ecs.serviceConnect.certificateAuthorityArn is "arn:aws:acm:us-east-1:1:certificate/1", but must be the ARN of a CA of AWS Private CA.',
      'aws-containers:ecs.serviceConnect.tls is "1.3", but must be true or false.',
    ],
  },
];

describe("ecs settings reject", () => {
  for (const { what, config, secrets, lines } of cases) {
    it(what, () => {
      assert.deepEqual(errorsOf(config, secrets), lines);
    });
  }
});

/** Every CPU size of Fargate with its smallest and largest memory, and the step between two sizes. */
const sizes: [number, number, number, number][] = [
  [256, 512, 2048, 512],
  [512, 1024, 4096, 1024],
  [1024, 2048, 8192, 1024],
  [2048, 4096, 16384, 1024],
  [4096, 8192, 30720, 1024],
  [8192, 16384, 61440, 4096],
  [16384, 32768, 122880, 8192],
];

describe("Fargate's sizes", () => {
  const service = (cpu: number, memory: number) => ({
    platforms: "ecs",
    services: { hello: { cpu, memory } },
  });
  for (const [cpu, smallest, largest, step] of sizes) {
    it(`of ${cpu} CPU units have ${smallest} to ${largest} MiB`, () => {
      for (const memory of [smallest, largest]) {
        assert.equal(read(service(cpu, memory)).services.hello?.memory, memory);
      }
      for (const memory of [smallest - step, smallest + 1, largest - 1, largest + step]) {
        const [line = ""] = errorsOf(service(cpu, memory));
        assert.ok(line.startsWith(`aws-containers:services.hello.memory is ${memory}, but`), line);
      }
    });
  }

  it("of 8192 CPU units are these", () => {
    const [line = ""] = errorsOf(service(8192, 17000));
    assert.equal(
      line,
      "aws-containers:services.hello.memory is 17000, but Fargate has 16384, 20480, 24576, 28672, 32768, 36864, 40960, 45056, 49152, 53248, 57344 or 61440 for cpu 8192.",
    );
  });
});

describe("Deployments on Fargate", () => {
  const onEcs = (service: object) => errorsOf({ platforms: ["ecs"], services: { hello: service } });

  it("stop a container within two minutes", () => {
    read({ services: { hello: { stopSeconds: 120 } } });
    assert.deepEqual(onEcs({ stopSeconds: 121 }), [
      "aws-containers:services.hello.stopSeconds is 121, but Fargate allows at most 120.",
    ]);
  });

  it("can start or stop a task", () => {
    read({ services: { hello: { scaling: { min: 2 }, maximumPercent: 150 } } });
    assert.deepEqual(onEcs({ scaling: { min: 1 }, maximumPercent: 150 }), [
      "aws-containers:services.hello.maximumPercent is 150 with minimumHealthyPercent 100: of 1 tasks 1 must stay and 1 may run on ECS, so that none could be replaced.",
    ]);
  });
});

describe("ecs settings", () => {
  it("are cheap in dev", () => {
    assert.deepEqual(read().ecs, {
      insights: "enhanced",
      exec: false,
      compute: "fargate",
      external: false,
      serviceConnect: { tls: false },
    });
  });

  it("have the metrics of every task in prod", () => {
    assert.deepEqual(read(prod).ecs, {
      insights: "enhanced",
      exec: false,
      compute: "fargate",
      external: false,
      serviceConnect: { tls: false },
    });
  });

  it("prefer what the stack sets", () => {
    const { ecs } = read({ ...prod, ecs: { insights: "enabled", exec: "true" } });
    assert.equal(ecs?.insights, "enabled");
    assert.equal(ecs?.exec, true);
  });
});

it("a service on ECS has the log retention and the target requests that its stack sets, as numbers or as strings", () => {
  const service = (given: object) => read({ platforms: "ecs", services: { hello: given } }).services.hello;
  const given = service({ scaling: { requestsPerTask: "1000" }, logs: { retentionDays: "30" } });
  assert.deepEqual([given?.scaling.requestsPerTask, given?.logs.retentionDays], [1000, 30]);
  assert.equal(service({ logs: { retentionDays: 1 } })?.logs.retentionDays, 1);
});

describe("Services that call one another on ECS", () => {
  const onEcs = (services: object) => read({ platforms: "ecs", services }).warnings;
  const source = "./app";
  const large = { cpu: 512, memory: 1024 };

  it("get a warning where a task has no CPU for the proxy", () => {
    const proxy =
      "but on ECS its tasks get a Service Connect proxy, for which AWS recommends 256 CPU units and 64 MiB besides those of the service: set cpu to 512, or expect a busy proxy to slow the service down.";
    const services = {
      web: { source, calls: ["orders"] },
      orders: { source, exposure: "internal" },
      mail: { source, exposure: "none" },
    };
    assert.deepEqual(onEcs(services), [
      `aws-containers:services.orders.cpu is 256, ${proxy}`,
      `aws-containers:services.web.cpu is 256, ${proxy}`,
    ]);
    assert.deepEqual(
      onEcs({ ...services, web: { ...services.web, ...large }, orders: { ...services.orders, ...large } }),
      [],
    );
  });

  it("get a warning where each calls the other", () => {
    const internal = { source, exposure: "internal", ...large };
    assert.deepEqual(onEcs({ a: { ...internal, calls: ["b"] }, b: { ...internal, calls: ["a"] } }), [
      "aws-containers:services.b.calls has a, which calls b back: on ECS b is deployed first, and reaches a new a only from its next deployment on (aws ecs update-service --force-new-deployment).",
    ]);
  });

  it("have no health check that ECS would ignore", () => {
    const services = {
      web: { source },
      orders: { source, exposure: "internal", health: {}, drainSeconds: 9 },
    };
    assert.deepEqual(errorsOf({ platforms: "ecs", services }), [
      "aws-containers:services.orders.drainSeconds has no effect with exposure internal: on ECS the load balancer drains. Remove it.",
      "aws-containers:services.orders.health has no effect with exposure internal: on ECS the load balancer checks the path. Remove it; a task is replaced when its container ends.",
    ]);
  });
});

describe("GuardDuty's Runtime Monitoring of ECS", () => {
  it("is where guardDuty says so, and nowhere else", () => {
    const monitoredBy = (guardDuty?: object) =>
      read({ platforms: ["ecs"], ...(guardDuty && { guardDuty }) }).ecs?.runtimeMonitoring;
    assert.deepEqual(
      [monitoredBy(), monitoredBy({}), monitoredBy({ runtimeMonitoring: false })],
      [undefined, true, undefined],
    );
  });

  it("have encrypted calls where they say so, and warn where no service calls another", () => {
    const serviceConnect = { tls: true, certificateAuthorityArn: authority("us-east-1") };
    const called = { source: "./app", exposure: "internal" };
    const services = { web: { source: "./app", calls: ["orders"] }, orders: called };
    const unused =
      "aws-containers:ecs.serviceConnect.tls creates nothing: no service on ECS calls another, but by UDP.";
    const { ecs, warnings } = read({ ecs: { serviceConnect }, services });
    assert.deepEqual([ecs?.serviceConnect, warnings.includes(unused)], [serviceConnect, false]);
    assert.ok(read({ ecs: { serviceConnect } }).warnings.includes(unused));
  });
});
