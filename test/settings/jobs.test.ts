import assert from "node:assert/strict";
import { platformNames } from "../../settings/platforms";
import { type Case, errorsOf, read } from "./reading";

const hello = { hello: { source: "./app" } };
const names: readonly string[] = platformNames;
const both = names.includes("ecs") && names.includes("eks");
const [first = ""] = names;

const cases: Case[] = [
  {
    what: "a job without an image",
    config: { jobs: { report: { command: ["node", "report.js"] } } },
    lines: [
      "aws-containers:jobs.report has no image: set source (a directory with a Dockerfile), image (an existing one) or imageFrom (another stack's).",
    ],
  },
  {
    what: "a job with the name of a service, of a service that doesn't exist, with an image besides",
    config: {
      services: hello,
      jobs: { hello: { service: "helo", image: "public.ecr.aws/nginx/nginx:1" } },
    },
    lines: [
      "aws-containers:jobs.hello has the name of a service: each has a name of its own.",
      "aws-containers:jobs.hello.image can't be combined with service: the image is that of helo.",
      'aws-containers:jobs.hello.service is "helo", but no service of the stack. Did you mean hello? Its services: hello.',
    ],
  },
  {
    what: "a name that can't be used, and no service besides",
    config: { services: {}, jobs: { Report: { image: "public.ecr.aws/nginx/nginx:1" } } },
    lines: [
      "aws-containers:jobs.Report has a name that can't be used: it must be at most 40 lowercase letters, digits and hyphens, start with a letter and not end with a hyphen.",
    ],
  },
  {
    what: "a service in a stack that has none",
    config: { platforms: platformNames.slice(0, 1), services: {}, jobs: { report: { service: "hello" } } },
    lines: ['aws-containers:jobs.report.service is "hello", but no service of the stack. It has none.'],
  },
  {
    what: "schedules that don't exist",
    config: {
      jobs: {
        a: { service: "hello", schedule: "cron(0 2 * * * *)", timezone: "Europe/Berlin" },
        b: { service: "hello", schedule: "cron(0 99 * * ? *)" },
        c: { service: "hello", schedule: "cron(0 2 * * ? *)", timezone: "Mars/Base" },
        d: { service: "hello", schedule: "rate(1 hour)", timezone: "Europe/Berlin" },
        e: { service: "hello", timezone: "Europe/Berlin" },
      },
    },
    lines: [
      'aws-containers:jobs.a.schedule is "cron(0 2 * * * *)", but must be cron(0 2 * * ? *) in the syntax of EventBridge.',
      'aws-containers:jobs.b.schedule is "cron(0 99 * * ? *)", but has "99" for hours: must be from 0 to 23, with , - / and *.',
      'aws-containers:jobs.c.timezone is "Mars/Base", but must be a time zone of the IANA database, such as Europe/Berlin.',
      "aws-containers:jobs.d.timezone has no effect without schedule: cron(…). Remove it.",
      "aws-containers:jobs.e.timezone has no effect without schedule: cron(…). Remove it.",
    ],
  },
  {
    what: "numbers out of bounds, and unknown words",
    config: {
      jobs: {
        a: { service: "hello", retries: 11, timeoutMinutes: 0, concurrency: "replace", capacity: "fargate" },
      },
    },
    lines: [
      'aws-containers:jobs.a.capacity is "fargate", but must be on-demand or spot. Did you mean on-demand?',
      'aws-containers:jobs.a.concurrency is "replace", but must be forbid or allow.',
      "aws-containers:jobs.a.retries is 11, but must be a whole number from 0 to 10.",
      "aws-containers:jobs.a.timeoutMinutes is 0, but must be a whole number from 1 to 10080.",
    ],
  },
  {
    what: "data that the stack doesn't have",
    config: { jobs: { a: { service: "hello", uses: ["uploads"] } } },
    lines: ['aws-containers:jobs.a.uses[0] is "uploads", but no data of the stack. It has none.'],
  },
];

const ofImages: Case[] = [
  {
    what: "a job of another architecture than that which its service's image is built for",
    config: {
      services: {
        hello: { source: "./app", exposure: "internal" },
        other: { source: "./app", exposure: "internal", architecture: "x86_64" },
      },
      jobs: {
        a: { service: "hello", architecture: "x86_64" },
        b: { service: "other", architecture: "arm64" },
        c: { service: "other" },
      },
    },
    lines: [
      "aws-containers:jobs.a.architecture is x86_64, but its image, that of hello, is built for arm64: set aws-containers:services.hello.architecture: x86_64, or give the job a source of its own.",
      "aws-containers:jobs.b.architecture is arm64, but its image, that of other, is built for x86_64: set aws-containers:services.other.architecture: arm64, or give the job a source of its own.",
    ],
  },
];

const events = { events: { type: "queue" }, uploads: { type: "bucket" } };

const ofWorkers: Case[] = [
  {
    what: "a queue that isn't one, and what only runs have",
    config: {
      data: events,
      jobs: {
        a: { service: "hello", queue: "uploads", schedule: "rate(1 hour)", retries: 2, timeoutMinutes: 5 },
        b: { service: "hello", queue: "event" },
        c: { service: "hello", scaling: { max: 5 } },
        d: { service: "hello", queue: "events", scaling: { min: 5, max: 2 } },
      },
    },
    lines: [
      'aws-containers:jobs.a.queue is "uploads", but no queue of the stack. Its queues: events.',
      "aws-containers:jobs.a.retries has no effect with queue: a worker runs until it is stopped. Remove it.",
      "aws-containers:jobs.a.schedule has no effect with queue: a worker runs until it is stopped. Remove it.",
      "aws-containers:jobs.a.timeoutMinutes has no effect with queue: a worker runs until it is stopped. Remove it.",
      'aws-containers:jobs.b.queue is "event", but no queue of the stack. Did you mean events? Its queues: events.',
      "aws-containers:jobs.c.scaling has no effect without queue: a job is one container, an array several.",
      "aws-containers:jobs.d.scaling.min is 5, but can't be above max, which is 2.",
    ],
  },
];

const ofBoth: Case[] = [
  {
    what: "a worker in a cluster whose pods get no role of AWS",
    config: {
      data: events,
      services: { hello: { source: "./app", platforms: ["ecs"] } },
      eks: { existing: { context: "kind" } },
      jobs: { a: { service: "hello", platforms: ["eks"], queue: "events" } },
    },
    lines: [
      "aws-containers:jobs.a.queue needs aws-containers:eks.existing.name: pods of other clusters get no role of AWS, and nothing scales them on messages. Run the worker on ECS.",
    ],
  },
  {
    what: "a job on both platforms",
    config: { jobs: { a: { service: "hello", platforms: ["ecs", "eks"] } } },
    lines: [
      "aws-containers:jobs.a.platforms has ecs and eks: a job runs on one, or each of its runs would happen twice.",
    ],
  },
  {
    what: "a platform that the stack doesn't have",
    config: { platforms: ["ecs"], jobs: { a: { service: "hello", platforms: ["eks"] } } },
    lines: ["aws-containers:jobs.a.platforms[0] is eks, but the stack has only ecs."],
  },
  {
    what: "what one platform can't honour",
    config: {
      jobs: {
        a: { service: "hello", platforms: ["ecs"], cpu: 300, stopSeconds: 300, array: 5 },
        b: { service: "hello", platforms: ["eks"], schedule: "cron(0 0 ? * 6L *)", cpu: 300 },
        c: { service: "hello", platforms: ["eks"], schedule: "rate(7 days)", logs: { retentionDays: 7 } },
      },
    },
    lines: [
      "aws-containers:jobs.a.array has no effect: only eks or batch honours it, and the job doesn't run there.",
      "aws-containers:jobs.a.cpu is 300, but Fargate has 256, 512, 1024, 2048, 4096, 8192 or 16384.",
      "aws-containers:jobs.a.stopSeconds is 300, but Fargate allows at most 120.",
      `aws-containers:jobs.b.schedule has "6L", which Kubernetes doesn't know: L, W and # are EventBridge's. It runs on EKS: change it, or run the job on another platform.`,
      "aws-containers:jobs.c.schedule is a rate that Kubernetes doesn't know: must be minutes that divide an hour, hours that divide a day, rate(1 day), or cron(…). It runs on EKS: change it, or run the job on another platform.",
    ],
  },
];

const onGpus: Case[] = [
  {
    what: "GPUs on EKS of another architecture, with secrets, and on nodes beyond the bound",
    config: {
      eks: { maxCpus: 16 },
      data: { db: { type: "mysql" } },
      jobs: {
        a: { service: "hello", platforms: ["eks"], gpu: 1, secrets: { TOKEN: "/hello/token" } },
        b: { source: "./app", platforms: ["eks"], gpu: 4, architecture: "x86_64" },
        c: { source: "./app", platforms: ["eks"], gpu: 1, architecture: "x86_64", uses: ["db"] },
      },
    },
    lines: [
      "aws-containers:jobs.a.gpu can't be combined with secrets on EKS: the driver that reads them isn't on nodes with GPUs. Let it read them with permissions, or run it on Batch.",
      "aws-containers:jobs.a.gpu needs architecture: x86_64: nodes with GPUs are x86_64. Set aws-containers:services.hello.architecture: x86_64, or give the job a source of its own.",
      "aws-containers:jobs.b.gpu is 4, which needs nodes with 48 vCPUs, but aws-containers:eks.maxCpus is 16: its pods would stay pending.",
      "aws-containers:jobs.c.uses[0] is db, whose password the driver of secrets reads, which isn't on nodes with GPUs: let another service or job use it, or run it on Batch.",
    ],
  },
];

describe("Settings of jobs", () => {
  for (const { what, config, lines } of both
    ? [...cases, ...ofImages, ...ofWorkers, ...ofBoth, ...onGpus]
    : [...cases, ...ofImages, ...ofWorkers]) {
    it(`refuse ${what}`, () => {
      assert.deepEqual(errorsOf(config), lines);
    });
  }

  it("are none by default", () => {
    assert.deepEqual(read().jobs, {});
  });

  it("have defaults, and run on the stack's first platform", () => {
    const { report } = read({
      jobs: { report: { source: "./app", schedule: "rate(1 hour)" } },
    }).jobs;
    assert.deepEqual(report, {
      source: "./app",
      platforms: [first],
      schedule: "rate(1 hour)",
      retries: 0,
      timeoutMinutes: 1440,
      concurrency: "forbid",
      capacity: "spot",
      cpu: 256,
      memory: 512,
      architecture: "arm64",
      environment: {},
      secretEnvironment: {},
      secrets: {},
      writablePaths: ["/tmp"],
      files: {},
      permissions: [],
      uses: [],
      volumes: {},
      logs: { retentionDays: 365 },
      stopSeconds: 30,
      egress: [],
    });
  });

  it("with a GPU and an image of their own have x86_64 and a whole vCPU by default", () => {
    const sizeOf = (job: object) => {
      const report = read({ jobs: { report: { gpu: 1, compute: "ec2", ...job } } }).jobs.report;
      return [report?.architecture, report?.cpu, report?.memory];
    };
    if (names.includes("ecs")) {
      assert.deepEqual(sizeOf({ source: "./app" }), ["x86_64", 1024, 2048]);
      assert.deepEqual(sizeOf({ source: "./app", cpu: 4096, memory: 8192 }), ["x86_64", 4096, 8192]);
    }
    const onEks = { source: "./app", platforms: ["eks"], compute: undefined };
    if (names.includes("eks")) assert.deepEqual(sizeOf(onEks), ["x86_64", 1024, 2048]);
  });

  it("have the container of their service, but for what they say themselves", () => {
    const { report } = read({
      services: {
        hello: {
          source: "./app",
          cpu: 512,
          memory: 1024,
          command: ["node", "server.js"],
          environment: { LEVEL: "info", REGION: "north" },
          secrets: { TOKEN: "/hello/token", KEY: "/hello/key" },
          egress: "any",
        },
      },
      jobs: {
        report: {
          service: "hello",
          command: ["node", "report.js"],
          environment: { LEVEL: "debug", KEY: "plain" },
          memory: 2048,
        },
      },
    }).jobs;
    assert.equal(report?.imageOf, "hello");
    assert.equal(report?.source, undefined);
    const { cpu, memory, command, environment, secrets, egress } = report ?? {};
    assert.deepEqual(
      { cpu, memory, command, environment, secrets, egress },
      {
        cpu: 512,
        memory: 2048,
        command: ["node", "report.js"],
        environment: { LEVEL: "debug", REGION: "north", KEY: "plain" },
        secrets: { TOKEN: "/hello/token" },
        egress: "any",
      },
    );
  });

  it("have an architecture of their own where the service's image exists, which may be of several", () => {
    const { report } = read({
      services: { hello: { image: `example.com/hello@sha256:${"0".repeat(64)}` } },
      jobs: { report: { service: "hello", architecture: "x86_64" } },
    }).jobs;
    assert.equal(report?.architecture, "x86_64");
  });

  it("take no variable of a service's port, routes and calls with them", () => {
    const { report } = read({ services: hello, jobs: { report: { service: "hello" } } }).jobs;
    for (const key of ["port", "routes", "calls", "exposure", "health", "scaling"]) {
      assert.ok(!Object.hasOwn(report ?? {}, key), key);
    }
  });

  if (both) {
    it("have workers apart, which use their queue and scale in the same way on both platforms", () => {
      const { jobs, workers } = read({
        data: events,
        jobs: {
          resize: { service: "hello", queue: "events", uses: ["uploads"], scaling: { max: 20 } },
          index: { service: "hello", queue: "events", platforms: ["eks"], scaling: { min: 2 } },
        },
      });
      assert.deepEqual(jobs, {});
      const { uses, exposure, scaling, backlog, imageOf, capacity } = workers.resize ?? {};
      assert.deepEqual(
        { uses, exposure, scaling, backlog, imageOf, capacity },
        {
          uses: ["uploads", "events"],
          exposure: "none",
          scaling: { min: 0, max: 20 },
          backlog: { queue: "events", messagesPerTask: 10 },
          imageOf: "hello",
          capacity: "spot",
        },
      );
      assert.deepEqual(workers.index?.scaling, { min: 2, max: 4 });
      assert.deepEqual(workers.index?.backlog, { queue: "events", messagesPerTask: 10 });
      for (const key of ["retries", "timeoutMinutes", "concurrency", "queue", "worker"]) {
        assert.ok(!Object.hasOwn(workers.resize ?? {}, key), key);
      }
    });

    it("warn of the quota of GPUs on EKS", () => {
      const train = { source: "./app", platforms: ["eks"], gpu: 1, architecture: "x86_64" };
      assert.deepEqual(
        read({ jobs: { train } }).warnings.filter((warning) => warning.includes("gpu")),
        [
          "aws-containers:jobs.train.gpu needs vCPUs of G instances, of which a new account may have none: look at the quotas L-DB2E81BA (On-Demand) and L-3819A6DF (Spot) and ask for more before `pulumi up` (aws service-quotas get-service-quota --service-code ec2 --quota-code L-DB2E81BA). Until then its pods stay pending.",
        ],
      );
    });

    it("let a platform run jobs alone", () => {
      const { jobs, services } = read({
        services: { hello: { source: "./app", platforms: ["ecs"] } },
        jobs: { report: { service: "hello", platforms: ["eks"], array: 5 } },
      });
      assert.deepEqual(jobs.report?.platforms, ["eks"]);
      assert.equal(jobs.report?.array, 5);
      assert.deepEqual(services.hello?.platforms, ["ecs"]);
    });
  }
});
