import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { interruptionReasons, spotAttempts } from "../../facts/batch";
import { type CompleteJob, completeJob } from "../job";
import { createJobSchedule } from "../job-schedules";
import { createTaskParts, type TaskParts } from "../tasks/task-parts";
import { computeKind } from "./compute-kind";
import { containerProperties } from "./container-properties";
import { ecsProperties } from "./ecs-properties";
import type { BatchJobArgs } from "./job-arguments";
import { hasFileWriter } from "./resource-requirements";

/** What starts a job by hand, and finds its log lines. */
export interface BatchJobRuns {
  platform: "batch";
  /** Region of the queue. */
  region: pulumi.Output<string>;
  /** ARN of the job queue. */
  queue: pulumi.Output<string>;
  /** ARN of the job definition without its revision: a run has the latest. */
  definition: pulumi.Output<string>;
  /** Size of the array; undefined where it is none. */
  array: number | undefined;
  /** Log group of its containers. */
  logGroup: pulumi.Output<string>;
  /** Name of its own container, where another one writes its files. */
  container?: string;
}

/**
 * A job of AWS Batch: a job definition with its roles and log group, and a schedule of EventBridge Scheduler where it has one.
 * A run is submitted to the queue of what it runs on. Runs always may overlap: Batch has no `concurrency`.
 *
 * Costs nothing at rest; a run costs what it runs on, on Fargate in us-east-1 $0.0324 per hour and vCPU and $0.0036 per GiB
 * (arm64, On-Demand).
 */
export class BatchJob extends pulumi.ComponentResource {
  /** Name of the job, as the component was called. */
  public readonly name: string;
  /** A job has no address. */
  public readonly url = undefined;
  /** The job definition. */
  public readonly definition: aws.batch.JobDefinition;
  /** The queue that its runs are submitted to. */
  public readonly queue: aws.batch.JobQueue;
  /** The role of the application. */
  public readonly taskRole: aws.iam.Role;
  /** The schedule, where it has one. */
  public readonly schedule: aws.scheduler.Schedule | undefined;
  /** What starts it by hand. */
  public readonly runs: BatchJobRuns;
  /** What runs, complete. */
  public readonly description: CompleteJob;
  /** What is submitted to the queue, but for the size of an array. */
  public readonly submission: {
    JobName: string;
    JobQueue: pulumi.Output<string>;
    JobDefinition: pulumi.Output<string>;
  };
  /** The permission to submit it. */
  public readonly permission: aws.iam.PolicyStatement;

  constructor(name: string, args: BatchJobArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:batch:BatchJob", name, {}, opts);
    const job = completeJob(args.job);
    const { context, logKeyArn } = args;
    this.name = name;
    this.description = job;
    this.queue = args.environments.queue(computeKind(job, args.compute), job.capacity);
    const described = { container: job, describedAs: `job ${name}`, context, logKeyArn };
    const task = createTaskParts(name, described, { parent: this });
    this.taskRole = task.taskRole;
    this.definition = this.createDefinition(name, job, task, args);
    const { arnPrefix } = this.definition;
    this.submission = { JobName: name, JobQueue: this.queue.arn, JobDefinition: arnPrefix };
    this.permission = {
      Sid: "StartRuns",
      Effect: "Allow",
      Action: "batch:SubmitJob",
      Resource: [this.queue.arn, arnPrefix, pulumi.interpolate`${arnPrefix}:*`],
    };
    this.schedule = this.createSchedule(name, job, args);
    this.runs = {
      platform: "batch",
      region: pulumi.output(context.region),
      queue: this.queue.arn,
      definition: this.definition.arnPrefix,
      array: job.array,
      logGroup: task.logGroup.name,
      ...(hasFileWriter(job) && { container: name }),
    };
    this.registerOutputs({ definition: this.definition.arn, queue: this.queue.arn });
  }

  private createDefinition(
    name: string,
    job: CompleteJob,
    task: TaskParts,
    { compute, assignPublicIp }: BatchJobArgs,
  ): aws.batch.JobDefinition {
    const kind = computeKind(job, compute);
    const parts = { ...task, kind, assignPublicIp };
    return new aws.batch.JobDefinition(
      `${name}-job`,
      {
        type: "container",
        platformCapabilities: [kind.on === "fargate" ? "FARGATE" : "EC2"],
        ...(hasFileWriter(job)
          ? { ecsProperties: pulumi.jsonStringify(ecsProperties(name, job, parts)) }
          : { containerProperties: pulumi.jsonStringify(containerProperties(name, job, parts)) }),
        retryStrategy: retryStrategy(job),
        timeout: { attemptDurationSeconds: job.timeoutMinutes * 60 },
        propagateTags: true,
      },
      { parent: this, dependsOn: task.needed },
    );
  }

  /** By the universal target of EventBridge Scheduler, which alone can submit an array. */
  private createSchedule(
    name: string,
    job: CompleteJob,
    { context, schedules }: BatchJobArgs,
  ): aws.scheduler.Schedule | undefined {
    const target = pulumi.interpolate`arn:${context.partition}:scheduler:::aws-sdk:batch:submitJob`;
    const input = pulumi.jsonStringify({
      ...this.submission,
      ...(job.array !== undefined && { ArrayProperties: { Size: job.array } }),
    });
    return createJobSchedule(
      name,
      job,
      { target, input, permission: this.permission },
      { schedules, context },
      { parent: this },
    );
  }
}

/**
 * Retries of a job repeat whatever failed, interruptions too: Batch counts all attempts together. Without retries, interruptions
 * of Spot alone are repeated, and the job's own errors aren't.
 */
function retryStrategy({ retries, capacity }: CompleteJob): aws.types.input.batch.JobDefinitionRetryStrategy {
  if (retries > 0 || capacity === "on-demand") return { attempts: retries + 1 };
  return {
    attempts: spotAttempts,
    evaluateOnExits: [
      ...interruptionReasons.map((onStatusReason) => ({ onStatusReason, action: "RETRY" })),
      { onReason: "*", action: "EXIT" },
    ],
  };
}
