import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { rolePath } from "../role-path";
import { appendedDigits, inRegions, regional, type Scope, taggedAsStack } from "./scope";

/** Compute environments, queues and job definitions of AWS Batch, and the rules of EventBridge. */
function resourcesOf(scope: Scope) {
  return [regional(scope, "batch", "*"), regional(scope, "events", `rule/*-${appendedDigits}`)];
}

/**
 * Creates what AWS Batch needs, which is the stack's by its tags from then on.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbatch.html (read 2026-11-21)
 */
export function createBatch(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "CreateBatch",
    Effect: "Allow",
    Action: [
      "batch:CreateComputeEnvironment",
      "batch:CreateJobQueue",
      "batch:RegisterJobDefinition",
      "batch:TagResource",
      "events:PutRule",
      "events:TagResource",
    ],
    Resource: resourcesOf(scope),
    Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope, "RequestTag") } },
  };
}

/** Changes and deletes it. */
export function changeBatch(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeBatch",
    Effect: "Allow",
    Action: [
      // Of a queue, the compute environments that it uses.
      "batch:CreateJobQueue",
      "batch:DeleteComputeEnvironment",
      "batch:DeleteJobQueue",
      "batch:DeregisterJobDefinition",
      "batch:TagResource",
      "batch:UntagResource",
      "batch:UpdateComputeEnvironment",
      "batch:UpdateJobQueue",
      "events:DeleteRule",
      "events:PutRule",
      "events:PutTargets",
      "events:RemoveTargets",
      "events:TagResource",
      "events:UntagResource",
    ],
    Resource: resourcesOf(scope),
    Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } },
  };
}

/** Instance profiles with the stacks' roles, by their paths. */
export function changeInstanceProfiles(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeInstanceProfiles",
    Effect: "Allow",
    Action: [
      "iam:AddRoleToInstanceProfile",
      "iam:CreateInstanceProfile",
      "iam:DeleteInstanceProfile",
      "iam:RemoveRoleFromInstanceProfile",
      "iam:TagInstanceProfile",
      "iam:UntagInstanceProfile",
    ],
    Resource: instanceProfilesOf(scope),
  };
}

/** ARNs of the stacks' instance profiles, by their paths. */
export function instanceProfilesOf({
  partition,
  accountId,
  project,
  stacks,
}: Scope): pulumi.Output<string>[] {
  return stacks.map(
    (stack) =>
      pulumi.interpolate`arn:${partition}:iam::${accountId}:instance-profile${rolePath(project, stack)}*`,
  );
}

/** What previews read of it. */
export const readBatch = [
  "batch:Describe*",
  "batch:ListTagsForResource",
  "events:DescribeRule",
  "events:ListTagsForResource",
  "events:ListTargetsByRule",
];
