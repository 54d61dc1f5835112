import assert from "node:assert/strict";
import { platformNames } from "../../settings/platforms";
import { type Case, errorsOf, hasPlatforms, read } from "./reading";

const [first = ""] = platformNames;
const resize = { service: "hello" };
const uploads = { uploads: { type: "bucket" }, events: { type: "queue" } };
const placed = { source: "com.example.shop", detailType: "OrderPlaced" };

const cases: Case[] = [
  {
    what: "an event of nothing, of several kinds, and parts of another kind",
    config: {
      data: uploads,
      jobs: {
        a: { ...resize, on: {} },
        b: { ...resize, on: { event: "uploads", job: "a" } },
        c: { ...resize, on: { event: "uploads", bus: "orders" } },
        d: { ...resize, on: { ...placed, prefix: "in/" } },
        e: { ...resize, on: { source: "com.example.shop" } },
      },
    },
    lines: [
      "aws-containers:jobs.a.on has none of event (a bucket), source (a bus) and job: must have one of them.",
      "aws-containers:jobs.b.on has event and job of event (a bucket), source (a bus) and job: must have one of them.",
      "aws-containers:jobs.c.on.bus has no effect without source. Remove it.",
      "aws-containers:jobs.d.on.prefix has no effect without event. Remove it.",
      "aws-containers:jobs.e.on.detailType is missing: source needs it, such as OrderPlaced.",
    ],
  },
  {
    what: "a bucket that the stack doesn't have, a bus that can't be one, and text that is too long",
    config: {
      data: uploads,
      jobs: {
        a: { ...resize, on: { event: "upload" } },
        b: { ...resize, on: { event: "events" } },
        c: { ...resize, on: { ...placed, bus: "a bus" } },
        d: { ...resize, on: { event: "uploads", prefix: "x".repeat(513) } },
      },
    },
    lines: [
      'aws-containers:jobs.a.on.event is "upload", but no bucket of the stack. Did you mean uploads? Its buckets: uploads.',
      'aws-containers:jobs.b.on.event is "events", but no bucket of the stack. Its buckets: uploads.',
      'aws-containers:jobs.c.on.bus is "a bus", but must be the name of an event bus, such as orders.',
      `aws-containers:jobs.d.on.prefix is "${"x".repeat(57)}...", but must be 1 to 512 characters.`,
    ],
  },
  {
    what: "a schedule besides, runs that would be lost, and a worker",
    config: {
      data: uploads,
      jobs: {
        a: { ...resize, on: placed, schedule: "rate(1 hour)" },
        b: { ...resize, on: placed, concurrency: "forbid" },
        c: { ...resize, on: placed, queue: "events" },
      },
    },
    lines: [
      "aws-containers:jobs.a.on can't be combined with schedule: make two jobs, the second with the service of the first.",
      "aws-containers:jobs.b.concurrency is forbid, but with on must be allow: events during a run would be lost.",
      "aws-containers:jobs.c.on has no effect with queue: a worker runs until it is stopped. Remove it.",
    ],
  },
  {
    what: "jobs that aren't there, never end, or start each other",
    config: {
      data: uploads,
      jobs: {
        a: { ...resize, on: { job: "wroker" } },
        b: { ...resize, on: { job: "worker" } },
        c: { ...resize, on: { job: "d" } },
        d: { ...resize, on: { job: "c" } },
        worker: { ...resize, queue: "events" },
      },
    },
    lines: [
      'aws-containers:jobs.a.on.job is "wroker", but no job of the stack. Its jobs: b, c, d.',
      'aws-containers:jobs.b.on.job is "worker", a worker, whose runs don\'t end: must be a job without queue.',
      "aws-containers:jobs.c.on.job starts jobs in a circle, without an end: c, d, c.",
    ],
  },
];

const onOthers: Case[] = [
  {
    what: "the success of a job on EKS, and events on a cluster that isn't one of EKS",
    config: {
      eks: { existing: { context: "kind", ingressClass: "nginx" } },
      jobs: {
        a: { ...resize, platforms: ["eks"], on: placed },
        b: { ...resize, platforms: ["eks"], on: { job: "a" } },
      },
    },
    lines: [
      "aws-containers:jobs.a.on needs aws-containers:eks.existing.name: Step Functions calls no cluster but those of EKS. Let the bucket or a rule of yours notify a queue (data.NAME.notifies), and a worker take its messages (jobs.NAME.queue).",
      "aws-containers:jobs.b.on.job needs the audit log, which tells that a job on EKS succeeded, but aws-containers:eks.existing has a control plane whose logs are its own. Run both jobs on ECS or Batch.",
    ],
  },
  {
    what: "the success of a job on EKS without an audit log",
    config: {
      eks: { logs: ["api"] },
      jobs: {
        a: { ...resize, platforms: ["eks"] },
        b: { ...resize, platforms: ["eks"], on: { job: "a" } },
      },
    },
    lines: [
      "aws-containers:jobs.b.on.job needs the audit log, which tells that a job on EKS succeeded, but aws-containers:eks.logs has none. Add audit, or run both jobs on ECS or Batch.",
    ],
  },
  {
    what: "the success of a job elsewhere",
    config: {
      jobs: { a: { ...resize, on: { job: "b" }, platforms: ["ecs"] }, b: { ...resize, platforms: ["eks"] } },
    },
    lines: [
      'aws-containers:jobs.a.on.job is "b", which runs on eks: must be a job on ecs, where this one runs.',
    ],
  },
];

describe("Settings of events that start jobs", () => {
  for (const { what, config, lines } of hasPlatforms("ecs", "eks") ? [...cases, ...onOthers] : cases) {
    if (!hasPlatforms("ecs")) continue;
    it(`refuse ${what}`, () => {
      assert.deepEqual(errorsOf(config), lines);
    });
  }

  if (!hasPlatforms("ecs")) return;

  it("let runs overlap, and have the bucket send its events", () => {
    const { jobs, data } = read({
      data: { ...uploads, results: { type: "bucket" } },
      jobs: {
        resize: { ...resize, on: { event: "uploads", prefix: "in/" } },
        invoice: { ...resize, on: placed },
        index: { ...resize, on: { job: "resize" }, concurrency: "forbid" },
      },
    });
    assert.deepEqual(
      Object.values(jobs).map(({ on, concurrency, platforms }) => ({ on, concurrency, platforms })),
      [
        { on: { event: "uploads", prefix: "in/" }, concurrency: "allow", platforms: [first] },
        { on: placed, concurrency: "allow", platforms: [first] },
        { on: { job: "resize" }, concurrency: "forbid", platforms: [first] },
      ],
    );
    const { uploads: withEvents, results } = data as Record<string, object>;
    assert.deepEqual(withEvents, { type: "bucket", versioning: false, protect: false, events: true });
    assert.ok(!Object.hasOwn(results ?? {}, "events"));
  });

  it("warn of a job that starts itself by what it writes, and of a bucket that another stack has to change", () => {
    const { warnings } = read({
      data: { ...uploads, inbox: { type: "bucket", existing: "arn:aws:s3:::shop-inbox" } },
      jobs: {
        a: { ...resize, on: { event: "uploads" }, uses: ["uploads"] },
        b: { ...resize, on: { event: "uploads", suffix: ".csv" }, uses: ["uploads"] },
        c: { ...resize, on: { event: "inbox" } },
      },
    });
    assert.deepEqual(
      warnings.filter((warning) => warning.includes(".on.event")),
      [
        "aws-containers:jobs.a.on.event is uploads, which the job may write to: each object that it writes there starts it again. Set on.prefix or on.suffix, or write to another bucket.",
        "aws-containers:jobs.c.on.event is inbox, a bucket that exists: the stack doesn't change its notifications. Its owner has to send its events to EventBridge, or the job never starts.",
      ],
    );
  });
});
