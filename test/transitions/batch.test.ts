import { describeTransitions, type Transition } from "./section";
import type { StackSettings } from "./stack";

const image =
  "public.ecr.aws/nginx/nginx@sha256:0000000000000000000000000000000000000000000000000000000000000000";

/** A stack with one job on AWS Batch. */
const onBatch = (batch: object, job: object = {}): StackSettings => ({
  platforms: ["ecs", "batch"],
  jobs: { report: { image, platforms: ["batch"], ...job } },
  batch,
});

const transitions: Transition[] = [
  {
    title: "AWS Batch",
    from: {},
    to: onBatch({}),
    there: { does: ["ComputeEnvironment create", "JobDefinition create", "JobQueue create"] },
    back: {
      does: ["ComputeEnvironment delete", "JobDefinition delete", "JobQueue delete"],
      costs: ["LogGroup: its logs"],
    },
  },
  {
    title: "another bound of vCPUs",
    from: onBatch({ maxCpus: 16 }),
    to: onBatch({ maxCpus: 64 }),
    there: {
      does: ["ComputeEnvironment update"],
      not: ["ComputeEnvironment replace", "JobDefinition update", "JobQueue update"],
    },
  },
  {
    title: "instances in place of Fargate",
    from: onBatch({}, { cpu: 1024, memory: 2048 }),
    to: onBatch({ compute: "ec2" }, { cpu: 1024, memory: 2048 }),
    there: {
      does: [
        "ComputeEnvironment create",
        "ComputeEnvironment delete",
        "JobQueue create",
        "JobQueue delete",
        "LaunchTemplate create",
      ],
      not: ["ComputeEnvironment replace", "JobQueue replace"],
    },
    back: {
      does: [
        "ComputeEnvironment create",
        "ComputeEnvironment delete",
        "JobQueue create",
        "JobQueue delete",
        "LaunchTemplate delete",
      ],
      not: ["ComputeEnvironment replace", "JobQueue replace"],
    },
  },
  {
    title: "On-Demand in place of Spot",
    from: onBatch({}, { capacity: "spot" }),
    to: onBatch({}, { capacity: "on-demand" }),
    there: {
      does: ["ComputeEnvironment delete", "JobQueue create", "JobQueue delete"],
      not: ["ComputeEnvironment create", "ComputeEnvironment replace"],
    },
    back: {
      does: ["ComputeEnvironment create", "JobQueue create", "JobQueue delete"],
      not: ["ComputeEnvironment delete"],
    },
  },
  {
    title: "another schedule and an array",
    from: onBatch({}, { schedule: "cron(0 2 * * ? *)" }),
    to: onBatch({}, { schedule: "cron(0 3 * * ? *)", array: 50, retries: 1, timeoutMinutes: 30 }),
    there: {
      does: ["JobDefinition replace", "Schedule update"],
      not: ["Schedule replace", "JobQueue update"],
    },
  },
  {
    title: "a GPU",
    from: onBatch({}, { architecture: "x86_64", cpu: 4096, memory: 8192 }),
    to: onBatch({}, { architecture: "x86_64", cpu: 4096, memory: 8192, gpu: 1 }),
    there: { does: ["ComputeEnvironment create", "JobDefinition update"] },
    back: { does: ["ComputeEnvironment delete", "JobDefinition update"] },
  },
  {
    title: "files of a job, which another container writes",
    from: onBatch({}, { cpu: 1024, memory: 2048 }),
    to: onBatch({}, { cpu: 1024, memory: 2048, files: { "/etc/report/a.txt": "a" } }),
    there: { does: ["JobDefinition update"], not: ["JobDefinition replace", "JobQueue update"] },
    back: { does: ["JobDefinition update"], not: ["JobDefinition replace", "JobQueue update"] },
  },
  {
    title: "a job of ECS on Batch",
    from: { ...onBatch({}), jobs: { other: { image, platforms: ["batch"] }, report: { image } } },
    to: {
      ...onBatch({}),
      jobs: { other: { image, platforms: ["batch"] }, report: { image, platforms: ["batch"] } },
    },
    there: { does: ["JobDefinition create", "StateMachine delete"], costs: ["LogGroup: its logs"] },
    back: { does: ["JobDefinition delete", "StateMachine create"], costs: ["LogGroup: its logs"] },
  },
];

describeTransitions("batch", transitions);
