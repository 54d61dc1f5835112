import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AwsContext, awsContextOf } from "../aws-context";
import { type Deployment, type StackJob, withJobs } from "../deployment";
import type { FailureTopic } from "../failure-topic";
import { assertValidArguments } from "../invalid-arguments";
import { type CompleteJob, completeJob } from "../job";
import type { EventPattern } from "../job-event";
import { acceptDeadLetters, createJobStarts, type JobStarts } from "../job-starts";
import { createEgressRules } from "../tasks/egress-rules";
import { type BatchJobsArgs, type BatchNetwork, validateBatchJobsArgs } from "./batch-jobs-arguments";
import { ComputeEnvironments } from "./compute-environments";
import { createEventStart } from "./event-start";
import { reportFailures } from "./failures";
import { BatchJob } from "./job";

/**
 * The jobs of a stack on AWS Batch, with what they share: a queue and compute environments for each kind of compute that they
 * need, a security group, and an SNS topic that receives a message for each run that failed; where one has a schedule or an event,
 * a dead-letter queue and a schedule group. Nobody subscribes to a topic of its own yet.
 *
 * Costs nothing while no job runs, but $0.10 a month for the alarm where there are schedules.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class BatchJobs extends pulumi.ComponentResource {
  /** The jobs. */
  public readonly jobs: readonly BatchJob[];
  /** The topic of failures. */
  public readonly failures: FailureTopic;
  /** The security group of all jobs: nothing inbound, outbound HTTPS and what the `egress` of any of them opens. */
  public readonly securityGroup: aws.ec2.SecurityGroup;

  constructor(name: string, args: BatchJobsArgs, opts?: pulumi.ComponentResourceOptions) {
    assertValidArguments("BatchJobs", name, validateBatchJobsArgs(name, args));
    super("aws-containers:batch:BatchJobs", name, {}, opts);
    const { jobs, network, maxCpus, compute = "fargate", logKeyArn } = args;
    const described = Object.values(jobs).map(completeJob);
    const context = awsContextOf(this);

    this.securityGroup = new aws.ec2.SecurityGroup(
      `${name}-jobs`,
      { vpcId: network.vpcId, description: "Jobs: no requests, to HTTPS" },
      { parent: this },
    );
    const rules = createEgressRules(name, this.securityGroup, together(described), { parent: this });
    const shared = { context, network, securityGroup: this.securityGroup, rules, maxCpus };
    const environments = new ComputeEnvironments(name, shared, { parent: this });

    this.failures = args.topic ?? new aws.sns.Topic(`${name}-job-failures`, {}, { parent: this });
    const starts = createJobStarts(name, { jobs: described, failures: this.failures }, { parent: this });
    const assignPublicIp = network.assignPublicIp ?? false;
    const common = {
      context,
      compute,
      environments,
      assignPublicIp,
      schedules: starts?.schedules,
      logKeyArn,
    };
    this.jobs = Object.entries(jobs).map(
      ([jobName, job]) => new BatchJob(jobName, { ...common, job }, { parent: this }),
    );
    if (starts) {
      const rules = this.jobs.flatMap((job) => this.startOnEvent(job, starts, context) ?? []);
      acceptDeadLetters(name, starts, rules, { parent: this });
    }
    const reported = {
      failures: this.failures,
      isOwn: args.topic === undefined,
      queues: environments.all,
      context,
    };
    reportFailures(name, reported, { parent: this });
    this.registerOutputs({ failures: this.failures.arn });
  }

  /** After all jobs have been created, since a rule may name another one. */
  private startOnEvent(
    job: BatchJob,
    { deadLetters }: JobStarts,
    context: AwsContext,
  ): aws.cloudwatch.EventRule | undefined {
    const { name, description, submission, permission } = job;
    const { on } = description;
    if (on === undefined) return undefined;
    const succeeded = (other: string) => this.succeeded(other);
    const parts = { job: description, on, submission, permission, succeeded };
    return createEventStart(
      name,
      { ...parts, failures: this.failures, deadLetters, context },
      { parent: job },
    );
  }

  /**
   * The pattern of runs of a job that succeeded, of an array once.
   * @see https://docs.aws.amazon.com/batch/latest/userguide/batch_job_events.html (read 2026-11-21)
   */
  private succeeded(name: string): EventPattern {
    const definitions = this.jobs.filter((job) => job.name === name).map(({ definition }) => definition);
    return {
      source: ["aws.batch"],
      "detail-type": ["Batch Job State Change"],
      detail: {
        status: ["SUCCEEDED"],
        jobDefinition: definitions.map(({ arnPrefix }) => ({ prefix: pulumi.interpolate`${arnPrefix}:` })),
        arrayProperties: { index: [{ exists: false }] },
      },
    };
  }
}

/** What all jobs may connect to, each once: compute environments have security groups, jobs have none of their own. */
function together(jobs: readonly CompleteJob[]): Pick<CompleteJob, "egress" | "uses" | "volumes"> {
  const rules = jobs.flatMap(({ egress }) => (egress === "any" ? [] : egress));
  const byRule = new Map(rules.map((rule) => [`${rule.protocol} ${rule.port} ${rule.cidr}`, rule]));
  const systems = jobs.flatMap(({ volumes }) => Object.values(volumes));
  return {
    egress: jobs.some(({ egress }) => egress === "any") ? "any" : [...byRule.values()],
    uses: [...new Set(jobs.flatMap(({ uses }) => uses))],
    volumes: Object.fromEntries(systems.map((system) => [`/${system.name}`, system])),
  };
}

/** Runs jobs of a stack on AWS Batch, if the stack has it. */
export function runOnBatch(
  name: string,
  settings: Omit<BatchJobsArgs, "jobs" | "network" | "topic"> | undefined,
  stack: Pick<BatchJobsArgs, "logKeyArn" | "topic"> & {
    jobs: readonly StackJob[];
    network: () => BatchNetwork;
  },
  options: pulumi.ComponentResourceOptions,
): Deployment {
  const nothing = { deployed: [], outputs: {} };
  if (settings === undefined) return nothing;
  const { logKeyArn, topic } = stack;
  const onBatch = stack.jobs.filter(({ platforms }) => platforms.includes(name));
  const described = Object.fromEntries(onBatch.map(({ name, job }) => [name, job]));
  const batch = new BatchJobs(
    name,
    { ...settings, network: stack.network(), logKeyArn, topic, jobs: described },
    options,
  );
  return withJobs(nothing, { jobs: batch.jobs, outputs: { batchJobFailures: batch.failures.arn } });
}
