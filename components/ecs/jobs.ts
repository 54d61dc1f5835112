import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { alarmTopicAlias } from "../alarm-topic-alias";
import type { DeployedJobs } from "../deployment";
import type { FailureTopic } from "../failure-topic";
import { assertValidArguments } from "../invalid-arguments";
import { validateJobStarts } from "../job-event";
import { validateScheduleGroup } from "../job-schedules";
import { acceptDeadLetters, createJobStarts } from "../job-starts";
import { EcsJob } from "./job";
import type { EcsJobsArgs } from "./jobs-arguments";

/**
 * The jobs of a stack on ECS, with what they share: an SNS topic that receives a message for each run that failed, and where one has
 * a schedule or an event a dead-letter queue, with an alarm on it that notifies the topic too, and a schedule group. Nobody
 * subscribes to a topic of its own yet: subscribe to the output `jobFailures`.
 *
 * Costs $0.10 a month for the alarm.
 */
export class EcsJobs extends pulumi.ComponentResource {
  /** The jobs. */
  public readonly jobs: readonly EcsJob[];
  /** The topic of failures. */
  public readonly failures: FailureTopic;

  constructor(name: string, { jobs, topic, ...args }: EcsJobsArgs, opts?: pulumi.ComponentResourceOptions) {
    assertValidArguments("EcsJobs", name, [...validateScheduleGroup(name), ...validateJobStarts(jobs)]);
    super("aws-containers:ecs:EcsJobs", name, {}, opts);
    const failures =
      topic ?? new aws.sns.Topic(`${name}-job-failures`, {}, { parent: this, aliases: [alarmTopicAlias()] });
    const starts = createJobStarts(name, { jobs: Object.values(jobs), failures }, { parent: this });
    this.failures = failures;
    this.jobs = Object.entries(jobs).map(
      ([jobName, job]) => new EcsJob(jobName, { ...args, job, failures, starts }, { parent: this }),
    );
    const rules = this.jobs.flatMap(({ eventRule }) => eventRule ?? []);
    if (starts) acceptDeadLetters(name, starts, rules, { parent: this });
    this.registerOutputs({ failures: failures.arn });
  }
}

/** Creates the jobs of a stack on ECS, and their outputs: nothing where there are none. */
export function createEcsJobs(
  name: string,
  args: EcsJobsArgs,
  options: pulumi.ComponentResourceOptions,
): DeployedJobs {
  if (Object.keys(args.jobs).length === 0) return { jobs: [], outputs: {} };
  const { jobs, failures } = new EcsJobs(name, args, options);
  return { jobs, outputs: { jobFailures: failures.arn } };
}
