import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { alarmTopicAlias } from "../alarm-topic-alias";
import type { DeployedJobs } from "../deployment";
import type { FailureTopic } from "../failure-topic";
import { assertValidArguments } from "../invalid-arguments";
import type { JobDescription } from "../job";
import { createJobSchedules, validateScheduleGroup } from "../job-schedules";
import { EcsJob } from "./job";
import type { EcsJobArgs } from "./job-arguments";

/** Arguments of `EcsJobs`. */
export interface EcsJobsArgs extends Omit<EcsJobArgs, "job" | "failures" | "schedules"> {
  /** The jobs, by name. */
  jobs: Readonly<Record<string, JobDescription>>;
  /** The topic that gets a message for each run that failed, such as an `AlarmTopic`. @default one of its own */
  topic?: FailureTopic | undefined;
}

/**
 * The jobs of a stack on ECS, with what they share: an SNS topic that gets a message for each run that failed, and where one has
 * a schedule a schedule group and a dead-letter queue, with an alarm on it that tells the topic too. Nobody subscribes to a
 * topic of its own yet: subscribe to the output `jobFailures`.
 *
 * Costs $0.10 a month for the alarm.
 */
export class EcsJobs extends pulumi.ComponentResource {
  /** The jobs. */
  public readonly jobs: readonly EcsJob[];
  /** The topic of failures. */
  public readonly failures: FailureTopic;

  constructor(name: string, { jobs, topic, ...args }: EcsJobsArgs, opts?: pulumi.ComponentResourceOptions) {
    assertValidArguments("EcsJobs", name, validateScheduleGroup(name));
    super("aws-containers:ecs:EcsJobs", name, {}, opts);
    const failures =
      topic ?? new aws.sns.Topic(`${name}-job-failures`, {}, { parent: this, aliases: [alarmTopicAlias()] });
    const hasSchedule = Object.values(jobs).some(({ schedule }) => schedule !== undefined);
    const schedules = hasSchedule ? createJobSchedules(name, failures, { parent: this }) : undefined;
    this.failures = failures;
    this.jobs = Object.entries(jobs).map(
      ([jobName, job]) => new EcsJob(jobName, { ...args, job, failures, schedules }, { parent: this }),
    );
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
