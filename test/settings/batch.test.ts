import assert from "node:assert/strict";
import { platformNames } from "../../settings/platforms";
import { type Case, errorsOf, prod, read } from "./reading";

const [first = ""] = platformNames;
const platforms = [first, "batch"];
const report = { service: "hello", platforms: ["batch"] };

const cases: Case[] = [
  {
    what: "a service: Batch runs jobs alone",
    config: { platforms, services: { hello: { platforms: ["batch"] } }, jobs: { report } },
    lines: [
      `aws-containers:services.hello.platforms[0] is "batch", but must be ${platformNames.join(" or ")}.`,
    ],
  },
  {
    what: "a stack without a platform for its services",
    config: { platforms: ["batch"], jobs: { report } },
    lines: [
      `aws-containers:platforms has batch alone, for jobs, but services need ${platformNames.join(" or ")}: set aws-containers:services: {} for a stack of jobs alone.`,
    ],
  },
  {
    what: "a bucket that a job mounts",
    config: {
      platforms,
      data: { uploads: { type: "bucket" } },
      jobs: { report: { ...report, uses: ["uploads"], volumes: { "/uploads": "uploads" } } },
    },
    lines: [
      "aws-containers:jobs.report.volumes./uploads is uploads, a bucket, which Batch doesn't mount: mount data of type filesystem, use the bucket by uses alone, or run it on EKS alone, with platforms: [eks].",
    ],
  },
  {
    what: "the platform without a job",
    config: { platforms },
    lines: [
      "aws-containers:platforms has batch, on which no job runs: remove it, or add it to a job (jobs.NAME.platforms).",
    ],
  },
  {
    what: "a prod stack without a bound of vCPUs",
    config: { ...prod, platforms, jobs: { report } },
    lines: [
      "aws-containers:batch.maxCpus is missing: in prod it must be set, such as 64. It is the one limit on what jobs cost, of each compute environment.",
    ],
  },
  {
    what: "other compute, and a bound of none",
    config: { platforms, jobs: { report }, batch: { compute: "instances", maxCpus: 0 } },
    lines: [
      'aws-containers:batch.compute is "instances", but must be fargate or ec2.',
      "aws-containers:batch.maxCpus is 0, but must be a whole number from 1 to 100000.",
    ],
  },
  {
    what: "what Batch can't honour of a job",
    config: {
      platforms,
      data: { events: { type: "queue" } },
      jobs: {
        a: { ...report, concurrency: "forbid", retries: 10, stopSeconds: 60 },
        b: { ...report, files: { "/etc/report/a.txt": "a" }, environment: { AWS_BATCH_JOB_ID: "1" } },
        d: { ...report, cpu: 1024, memory: 2048, files: { "/etc/report/a.txt": "a".repeat(12_289) } },
        c: { ...report, queue: "events" },
      },
    },
    lines: [
      "aws-containers:jobs.a.concurrency has no effect: only ecs or eks honours it, and the job doesn't run there.",
      "aws-containers:jobs.a.retries is 10, but Batch allows at most 9.",
      "aws-containers:jobs.a.stopSeconds is 60, but Batch allows 30 alone.",
      "aws-containers:jobs.b.cpu is 256, of which on Batch the container that writes its files has 256: more must be left for its own.",
      "aws-containers:jobs.b.environment.AWS_BATCH_JOB_ID begins with AWS_BATCH, which only Batch itself sets.",
      "aws-containers:jobs.b.memory is 512, of which on Batch the container that writes its files has 512: more must be left for its own.",
      "aws-containers:jobs.c.queue needs ECS or EKS: on Batch every job runs to its end.",
      "aws-containers:jobs.d.files has 12289 bytes of text, but at most 12288 fit beside the rest of a job definition of Batch: put them into the image or a bucket, or run it elsewhere.",
    ],
  },
  {
    what: "sizes that Fargate doesn't have",
    config: { platforms, jobs: { a: { ...report, cpu: 300 }, b: { ...report, memory: 4096 } } },
    lines: [
      "aws-containers:jobs.a.cpu is 300, but Fargate has 256, 512, 1024, 2048, 4096, 8192 or 16384.",
      "aws-containers:jobs.b.memory is 4096, but Fargate has 512, 1024 or 2048 for cpu 256.",
    ],
  },
  {
    what: "parts of a vCPU on instances, and jobs that could never start",
    config: {
      platforms,
      batch: { maxCpus: 8, compute: "ec2" },
      jobs: {
        a: report,
        b: { ...report, cpu: 16_384, memory: 32_768 },
        c: { ...report, cpu: 1024, gpu: 1 },
        d: { ...report, cpu: 1024, memory: 2048, ephemeralStorageGib: 100 },
      },
    },
    lines: [
      "aws-containers:jobs.a.cpu is 256, but instances have whole vCPUs: it must be a multiple of 1024.",
      "aws-containers:jobs.b.cpu is 16384, more than the 8 vCPUs of aws-containers:batch.maxCpus: it could never start.",
      "aws-containers:jobs.c.gpu needs architecture: x86_64: Batch has no Amazon Machine Image for GPUs on arm64. Set aws-containers:services.hello.architecture: x86_64, or give the job a source of its own.",
      "aws-containers:jobs.d.ephemeralStorageGib needs Fargate: jobs on instances share their disk. Leave it out, or run the job without gpu and with batch.compute: fargate.",
    ],
  },
];

describe("batch settings", () => {
  for (const { what, config, lines } of cases) {
    it(`refuse ${what}`, () => {
      assert.deepEqual(errorsOf(config), lines);
    });
  }

  it("are 16 vCPUs of Fargate in dev, where the platform is named", () => {
    assert.deepEqual(read({ platforms, jobs: { report } }).batch, { maxCpus: 16, compute: "fargate" });
    assert.equal(read().batch, undefined);
    const { services, jobs } = read({ platforms, jobs: { report } });
    assert.deepEqual(services.hello?.platforms, [first]);
    assert.deepEqual(jobs.report?.platforms, ["batch"]);
  });

  it("are of a stack without services, where it says so", () => {
    const job = { image: `example.com/report@sha256:${"0".repeat(64)}` };
    const { services, jobs } = read({ platforms: ["batch"], services: {}, jobs: { report: job } });
    assert.deepEqual([services, Object.keys(jobs)], [{}, ["report"]]);
  });

  it("take a job with a GPU as it is: of x86_64, with a whole vCPU", () => {
    const train = { source: "./app", gpu: 1, array: 50, platforms: ["batch"] };
    const { architecture, cpu, memory } = read({ platforms, jobs: { train } }).jobs.train ?? {};
    assert.deepEqual([architecture, cpu, memory], ["x86_64", 1024, 2048]);
  });

  it("warn of the quota of GPUs", () => {
    const train = {
      source: "./app",
      platforms: ["batch"],
      architecture: "x86_64",
      cpu: 4096,
      memory: 8192,
      gpu: 1,
    };
    assert.deepEqual(
      read({ platforms, jobs: { train } }).warnings.filter((warning) => warning.includes("gpu")),
      [
        "aws-containers:jobs.train.gpu needs vCPUs of G instances, of which a new account may have none: look at the quotas L-DB2E81BA (On-Demand) and L-3819A6DF (Spot) and ask for more before `pulumi up` (aws service-quotas get-service-quota --service-code ec2 --quota-code L-DB2E81BA). Until then its runs wait, and are cancelled after a day.",
      ],
    );
  });
});
