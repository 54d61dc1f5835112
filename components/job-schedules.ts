import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { latestStartSeconds, startAttempts } from "../facts/job-limits";
import { nameLengths } from "../facts/name-lengths";
import type { AwsContext } from "./aws-context";
import { validateLength } from "./invalid-arguments";
import type { CompleteJob } from "./job";
import { createRole, serviceAssumeRolePolicy } from "./service-role";
import { scheduleGroupPrefixes } from "./stack-name";

/** What the schedules of a stack's jobs on a platform have in common. */
export interface JobSchedules {
  /** The group that the schedules are in. */
  group: aws.scheduler.ScheduleGroup;
  /** The queue of the starts that EventBridge Scheduler gave up. */
  deadLetters: aws.sqs.Queue;
}

/** Validates the length of the name of a platform's schedule group. */
export function validateScheduleGroup(name: string): string[] {
  return validateLength("project-stack-name", scheduleGroupName(name), { max: nameLengths.scheduleGroup });
}

/** Creates the schedule group of a stack's jobs on a platform. */
export function createSchedules(
  name: string,
  deadLetters: aws.sqs.Queue,
  options: pulumi.CustomResourceOptions,
): JobSchedules {
  // By the stack's name, which limits its deploy role to its own schedules: they have no tags.
  const group = new aws.scheduler.ScheduleGroup(
    `${name}-schedules`,
    { name: scheduleGroupName(name) },
    options,
  );
  return { group, deadLetters };
}

/** What a schedule starts. */
export interface ScheduledStart {
  /** ARN of the target: a resource, or a universal target of EventBridge Scheduler. */
  target: pulumi.Input<string>;
  /** Input of the target. @default none */
  input?: pulumi.Input<string>;
  /** The permission to start it. */
  permission: aws.iam.PolicyStatement;
}

/**
 * Creates the schedule of a job, with the role that starts it; none without an expression. A start that fails is tried again
 * for an hour, and then given up to the dead-letter queue. $1 per million starts.
 */
export function createJobSchedule(
  name: string,
  { schedule, timezone }: Pick<CompleteJob, "schedule" | "timezone">,
  start: ScheduledStart,
  { schedules, context }: { schedules: JobSchedules | undefined; context: AwsContext },
  options: pulumi.CustomResourceOptions,
): aws.scheduler.Schedule | undefined {
  if (schedule === undefined || schedules === undefined) return undefined;
  const { group, deadLetters } = schedules;
  const trust = serviceAssumeRolePolicy("scheduler.amazonaws.com", group.arn, context);
  const permissions: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [
      start.permission,
      { Sid: "GiveUpStarts", Effect: "Allow", Action: "sqs:SendMessage", Resource: deadLetters.arn },
    ],
  };
  const { role, policy } = createRole(`${name}-schedule`, { trust, permissions }, options);
  return new aws.scheduler.Schedule(
    `${name}-schedule`,
    {
      groupName: group.name,
      scheduleExpression: schedule,
      scheduleExpressionTimezone: timezone,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: start.target,
        roleArn: role.arn,
        ...(start.input !== undefined && { input: start.input }),
        retryPolicy: { maximumRetryAttempts: startAttempts, maximumEventAgeInSeconds: latestStartSeconds },
        deadLetterConfig: { arn: deadLetters.arn },
      },
    },
    { ...options, dependsOn: [policy] },
  );
}

/** The first that AWS allows; a name of the platform that is longer than any of this template's has none. */
function scheduleGroupName(name: string): string {
  const names = scheduleGroupPrefixes(pulumi.getProject(), pulumi.getStack()).map(
    (prefix) => `${prefix}-${name}`,
  );
  const isAllowed = ({ length }: string) => length <= nameLengths.scheduleGroup;
  return names.find(isAllowed) ?? `${names.at(-1)}`;
}
