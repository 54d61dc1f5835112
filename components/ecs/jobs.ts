import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { nameLengths } from "../../facts/name-lengths";
import type { DeployedJobs } from "../deployment";
import { assertValidArguments, validateLength } from "../invalid-arguments";
import type { JobDescription } from "../job";
import { denyWithoutTls } from "../over-tls";
import { EcsJob } from "./job";
import type { EcsJobArgs, JobSchedules } from "./job-arguments";

/** Arguments of `EcsJobs`. */
export interface EcsJobsArgs extends Omit<EcsJobArgs, "job" | "failures" | "schedules"> {
  /** The jobs, by name. */
  jobs: Readonly<Record<string, JobDescription>>;
}

/** Seconds that starts which were given up are kept: as long as SQS allows. */
const deadLetterSeconds = 1_209_600;

/**
 * The jobs of a stack on ECS, with what they share: an SNS topic that gets a message for each run that failed, and where one has
 * a schedule a schedule group and a dead-letter queue, with an alarm on it that tells the topic too. Nobody subscribes to the
 * topic yet: subscribe to the output `jobFailures`.
 *
 * Costs $0.10 a month for the alarm.
 */
export class EcsJobs extends pulumi.ComponentResource {
  /** The jobs. */
  public readonly jobs: readonly EcsJob[];
  /** The topic of failures. */
  public readonly failures: aws.sns.Topic;

  constructor(name: string, { jobs, ...args }: EcsJobsArgs, opts?: pulumi.ComponentResourceOptions) {
    const errors = validateLength("project-stack-name", scheduleGroupName(name), {
      max: nameLengths.scheduleGroup,
    });
    assertValidArguments("EcsJobs", name, errors);
    super("aws-containers:ecs:EcsJobs", name, {}, opts);
    const failures = new aws.sns.Topic(`${name}-job-failures`, {}, { parent: this });
    const hasSchedule = Object.values(jobs).some(({ schedule }) => schedule !== undefined);
    const schedules = hasSchedule ? this.createSchedules(name, failures) : undefined;
    this.failures = failures;
    this.jobs = Object.entries(jobs).map(
      ([jobName, job]) => new EcsJob(jobName, { ...args, job, failures, schedules }, { parent: this }),
    );
    this.registerOutputs({ failures: failures.arn });
  }

  private createSchedules(name: string, failures: aws.sns.Topic): JobSchedules {
    // By the stack's name, which limits its deploy role to its own schedules: they have no tags.
    const group = new aws.scheduler.ScheduleGroup(
      `${name}-schedules`,
      { name: scheduleGroupName(name) },
      { parent: this },
    );
    const deadLetters = new aws.sqs.Queue(
      `${name}-dead-letters`,
      { messageRetentionSeconds: deadLetterSeconds, sqsManagedSseEnabled: true },
      { parent: this },
    );
    const policy: aws.iam.PolicyDocument = {
      Version: "2012-10-17",
      Statement: [denyWithoutTls("sqs:*", deadLetters.arn)],
    };
    new aws.sqs.QueuePolicy(
      `${name}-dead-letters`,
      { queueUrl: deadLetters.url, policy: pulumi.jsonStringify(policy) },
      { parent: this },
    );
    new aws.cloudwatch.MetricAlarm(
      `${name}-dead-letters`,
      {
        alarmDescription: "EventBridge Scheduler gave up starts of jobs",
        namespace: "AWS/SQS",
        metricName: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: deadLetters.name },
        statistic: "Maximum",
        period: 300,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        treatMissingData: "notBreaching",
        alarmActions: [failures.arn],
      },
      { parent: this },
    );
    return { group, deadLetters };
  }
}

function scheduleGroupName(name: string): string {
  return `${pulumi.getProject()}-${pulumi.getStack()}-${name}`;
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
