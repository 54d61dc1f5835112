import type * as aws from "@pulumi/aws";
import { scheduleGroupPrefixes } from "../stack-name";
import { appendedDigits, inRegions, regional, type Scope, taggedAsStack } from "./scope";

/** State machines, topics and schedule groups of jobs, and all alarms of the stack's own. */
function resourcesOf(scope: Scope) {
  return [
    regional(scope, "states", "stateMachine:*"),
    regional(scope, "sns", `*-${appendedDigits}`),
    ...stacksOf(scope).map((stack) => regional(scope, "scheduler", `schedule-group/${stack}-*`)),
    regional(scope, "cloudwatch", `alarm:*-${appendedDigits}`),
  ];
}

/**
 * Creates what jobs need, and alarms, which are the stack's by their tags from then on.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html (read 2026-11-21)
 */
export function createJobs(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "CreateJobs",
    Effect: "Allow",
    // Tags of a request are authorized as tags of a resource that has none yet.
    Action: [
      "cloudwatch:PutMetricAlarm",
      "cloudwatch:TagResource",
      "scheduler:CreateScheduleGroup",
      "scheduler:TagResource",
      "sns:CreateTopic",
      "sns:TagResource",
      "states:CreateStateMachine",
      "states:TagResource",
    ],
    Resource: resourcesOf(scope),
    Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope, "RequestTag") } },
  };
}

/** Changes and deletes them. */
export function changeJobs(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeJobs",
    Effect: "Allow",
    Action: [
      "cloudwatch:DeleteAlarms",
      "cloudwatch:PutMetricAlarm",
      "cloudwatch:TagResource",
      "cloudwatch:UntagResource",
      "scheduler:DeleteScheduleGroup",
      "scheduler:TagResource",
      "scheduler:UntagResource",
      "sns:DeleteTopic",
      "sns:SetTopicAttributes",
      "sns:Subscribe",
      "sns:TagResource",
      "sns:UntagResource",
      "states:DeleteStateMachine",
      "states:TagResource",
      "states:UntagResource",
      "states:UpdateStateMachine",
    ],
    Resource: resourcesOf(scope),
    Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } },
  };
}

/**
 * Schedules, which have no tags, and are the stack's by the name of their group.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgescheduler.html (read 2026-11-21)
 */
export function changeSchedules(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeSchedules",
    Effect: "Allow",
    Action: ["scheduler:CreateSchedule", "scheduler:DeleteSchedule", "scheduler:UpdateSchedule"],
    Resource: stacksOf(scope).map((stack) => regional(scope, "scheduler", `schedule/${stack}-*/*`)),
    Condition: { StringEquals: inRegions(scope) },
  };
}

/** What the names of the stacks' schedule groups begin with. */
function stacksOf({ project, stacks }: Scope): string[] {
  return stacks.flatMap((stack) => scheduleGroupPrefixes(project, stack));
}

/** What previews read of jobs. The AWS provider has each definition of a state machine validated in a preview already. */
export const readJobs = [
  "cloudwatch:ListTagsForResource",
  "scheduler:GetSchedule",
  "scheduler:GetScheduleGroup",
  "scheduler:ListTagsForResource",
  "sns:GetTopicAttributes",
  "sns:ListTagsForResource",
  "states:DescribeStateMachine",
  "states:ListStateMachineVersions",
  "states:ListTagsForResource",
  "states:ValidateStateMachineDefinition",
];
