import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { FailureTopic } from "./failure-topic";
import type { JobDescription } from "./job";
import { createSchedules, type JobSchedules } from "./job-schedules";
import { denyWithoutTls } from "./over-tls";

/** What starts the jobs of a stack on a platform by itself. */
export interface JobStarts {
  /** The queue of the starts that EventBridge gave up. */
  deadLetters: aws.sqs.Queue;
  /** What schedules have in common; undefined where no job has one. */
  schedules: JobSchedules | undefined;
}

/** Seconds that starts which were given up are kept: as long as SQS allows. */
const deadLetterSeconds = 1_209_600;

/**
 * Creates what jobs need that start on a schedule or by an event: a dead-letter queue, with an alarm on it that notifies the topic
 * of failures, and a schedule group. Costs $0.10 a month for the alarm.
 *
 * @returns undefined where all jobs are started by hand.
 */
export function createJobStarts(
  name: string,
  { jobs, failures }: { jobs: readonly Pick<JobDescription, "schedule" | "on">[]; failures: FailureTopic },
  options: pulumi.CustomResourceOptions,
): JobStarts | undefined {
  const scheduled = jobs.some(({ schedule }) => schedule !== undefined);
  if (!scheduled && jobs.every(({ on }) => on === undefined)) return undefined;
  const deadLetters = new aws.sqs.Queue(
    `${name}-dead-letters`,
    { messageRetentionSeconds: deadLetterSeconds, sqsManagedSseEnabled: true },
    options,
  );
  new aws.cloudwatch.MetricAlarm(
    `${name}-dead-letters`,
    {
      alarmDescription: "EventBridge gave up starts of jobs",
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
    options,
  );
  return { deadLetters, schedules: scheduled ? createSchedules(name, deadLetters, options) : undefined };
}

/**
 * Lets the dead-letter queue accept starts over TLS alone: those that EventBridge Scheduler gives up, as the role of each
 * schedule allows, and those of these rules.
 */
export function acceptDeadLetters(
  name: string,
  { deadLetters }: JobStarts,
  rules: readonly aws.cloudwatch.EventRule[],
  options: pulumi.CustomResourceOptions,
): void {
  const policy: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [
      denyWithoutTls("sqs:*", deadLetters.arn),
      ...(rules.length === 0
        ? []
        : [
            {
              Sid: "GiveUpStarts",
              Effect: "Allow" as const,
              Principal: { Service: "events.amazonaws.com" },
              Action: "sqs:SendMessage",
              Resource: deadLetters.arn,
              Condition: { ArnEquals: { "aws:SourceArn": rules.map(({ arn }) => arn) } },
            },
          ]),
    ],
  };
  new aws.sqs.QueuePolicy(
    `${name}-dead-letters`,
    { queueUrl: deadLetters.url, policy: pulumi.jsonStringify(policy) },
    options,
  );
}
