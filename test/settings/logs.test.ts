import assert from "node:assert/strict";
import { cpuTime } from "../support/cpu-time";
import { type Case, errorsOf, hasPlatforms, read } from "./reading";

const at = "aws-containers:services.hello.logs";
const firehoseArn = "arn:aws:firehose:us-east-1:111122223333:deliverystream/logs";
const bucketKeyArn = "arn:aws:kms:us-east-1:111122223333:key/0a1b";
const hello = (service: object, others: object = {}) => ({
  platforms: ["ecs"],
  services: { hello: service },
  ...others,
});
const routed = (logs: object = {}) => ({ logs: { driver: "firelens", ...logs } });
const image = `public.ecr.aws/example/agent@sha256:${"0".repeat(64)}`;
const uploads = { type: "bucket" };

const cases: Case[] = [
  {
    what: "what only a log router has, without one",
    config: hello({ logs: { cloudWatch: false, firehoseArn, bucket: "uploads", bucketKeyArn } }),
    lines: ["bucket", "bucketKeyArn", "cloudWatch", "firehoseArn"].map(
      (key) => `${at}.${key} needs a log router: set driver to firelens, or remove it.`,
    ),
  },
  {
    what: "another driver, and ARNs that are none",
    config: hello({ logs: { driver: "awsfirelens", firehoseArn: "logs", bucket: "arn:aws:s3:::A" } }),
    lines: [
      `${at}.bucket is "arn:aws:s3:::A", but must be the name of a bucket among the data, or the ARN of one, such as arn:aws:s3:::example-logs.`,
      `${at}.driver is "awsfirelens", but must be awslogs or firelens. Did you mean firelens?`,
      `${at}.firehoseArn is "logs", but must be the ARN of a delivery stream, such as arn:aws:firehose:us-east-1:111122223333:deliverystream/logs.`,
    ],
  },
  {
    what: "log lines that would go nowhere, and a key without a bucket",
    config: hello(routed({ cloudWatch: false, bucketKeyArn })),
    lines: [
      `${at}.bucketKeyArn has no effect without bucket: set one, or remove it.`,
      `${at}.cloudWatch is false, and log lines would go nowhere: set firehoseArn or bucket.`,
    ],
  },
  {
    what: "destinations in another region",
    config: hello(
      routed({
        firehoseArn: firehoseArn.replace("us-east-1", "eu-west-1"),
        bucket: "uploads",
        bucketKeyArn: bucketKeyArn.replace("us-east-1", "eu-west-1"),
      }),
      { data: { uploads } },
    ),
    lines: ["bucketKeyArn", "firehoseArn"].map(
      (key) => `${at}.${key} is in eu-west-1, but the stack is in us-east-1: choose one in the same region.`,
    ),
  },
  {
    what: "a bucket that the stack doesn't have",
    config: hello(routed({ bucket: "upload" }), { data: { uploads, events: { type: "queue" } } }),
    lines: [
      `${at}.bucket is "upload", but no data of the stack. Did you mean uploads? Name a bucket of its data, or give the ARN of one that exists.`,
    ],
  },
  {
    what: "data that isn't a bucket",
    config: hello(routed({ bucket: "events" }), { data: { events: { type: "queue" } } }),
    lines: [`${at}.bucket is "events", of type queue: choose data of type bucket.`],
  },
  ...[
    { data: { uploads: { ...uploads, notifies: "events" }, events: { type: "queue" } } },
    { data: { uploads }, jobs: { index: { source: "./app", on: { event: "uploads" } } } },
  ].map((others) => ({
    what: "a bucket that reports each new object, for each file with log lines would be one",
    config: hello(routed({ bucket: "uploads" }), others),
    lines: [
      `${at}.bucket is "uploads", which notifies a queue or starts a job for each new object, and each file with log lines would be one: choose another bucket.`,
    ],
  })),
  {
    what: "tasks that are too small for sidecars and a log router",
    config: hello({ ...routed(), sidecars: { agent: { image, cpu: 150, memory: 300 } } }),
    lines: [
      "aws-containers:services.hello.cpu is 256, of which its log router and its sidecars take 214: at least 64 must be left for its own container.",
    ],
  },
  ...(hasPlatforms("eks")
    ? [
        {
          what: "destinations on EKS, of a service and of its job there",
          config: {
            platforms: ["ecs", "eks"],
            services: { hello: routed({ firehoseArn }) },
            jobs: { report: { service: "hello", platforms: ["eks"] } },
          },
          lines: ["jobs.report", "services.hello"].map(
            (path) =>
              `aws-containers:${path}.logs.firehoseArn is of FireLens, which EKS doesn't have: there Fluent Bit writes to CloudWatch Logs alone. Remove it, or run on ECS alone.`,
          ),
        },
      ]
    : []),
  ...(hasPlatforms("batch")
    ? [
        {
          what: "a log router on Batch, of the service of a job",
          config: {
            platforms: ["ecs", "batch"],
            services: { hello: routed() },
            jobs: { report: { service: "hello", platforms: ["batch"] } },
          },
          lines: [
            "aws-containers:jobs.report.logs.driver is firelens, but on Batch this template gives a job no log router: set awslogs, or run it on ECS.",
          ],
        },
      ]
    : []),
];

(hasPlatforms("ecs") ? describe : describe.skip)("settings of log lines", () => {
  for (const { what, config, lines } of cases) {
    it(`refuse ${what}`, () => assert.deepEqual(errorsOf(config), lines));
  }

  it("have a retention alone without a log router", () => {
    assert.deepEqual(read(hello({ logs: { driver: "awslogs" } })).services.hello?.logs, {
      retentionDays: 365,
    });
  });

  it("have its destinations with one, a bucket by its name among the data or by its ARN", () => {
    const logs = { firehoseArn, bucket: "arn:aws:s3:::example-logs", bucketKeyArn };
    assert.deepEqual(read(hello(routed(logs))).services.hello?.logs, {
      ...{ retentionDays: 365, driver: "firelens", cloudWatch: true },
      ...logs,
    });
    const { services } = read(hello(routed({ cloudWatch: false, bucket: "uploads" }), { data: { uploads } }));
    assert.deepEqual(services.hello?.logs, {
      ...{ retentionDays: 365, driver: "firelens", cloudWatch: false },
      bucket: "uploads",
    });
  });

  it("find hostile ARNs wrong in no time", () => {
    const hostile = `arn:aws${"-a".repeat(50_000)}!`;
    const config = hello(routed({ firehoseArn: hostile, bucket: hostile, bucketKeyArn: hostile }));
    const begin = cpuTime();
    assert.equal(errorsOf(config).length, 3);
    assert.ok(cpuTime() - begin < 1000);
  });
});
