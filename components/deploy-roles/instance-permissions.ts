import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { inRegions, regional, type Scope, taggedAsStack } from "./scope";

/** Auto Scaling groups, and capacity providers, whose names ECS doesn't let begin with those of components. */
function instancesOf(scope: Scope) {
  return [
    regional(scope, "autoscaling", "autoScalingGroup:*"),
    regional(scope, "ecs", "capacity-provider/instances-*"),
  ];
}

/**
 * Creates the instances of ECS, and self-managed nodes of EKS, which are the stack's by their tags from then on.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html (read 2026-11-21)
 */
export function createInstances(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "CreateInstances",
    Effect: "Allow",
    Action: [
      "autoscaling:CreateAutoScalingGroup",
      "autoscaling:CreateOrUpdateTags",
      "ecs:CreateCapacityProvider",
      "ecs:TagResource",
    ],
    Resource: instancesOf(scope),
    Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope, "RequestTag") } },
  };
}

/** Changes and deletes them. */
export function changeInstances(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeInstances",
    Effect: "Allow",
    Action: [
      "autoscaling:CancelInstanceRefresh",
      // ECS asks for it in the caller's name, for its own tag.
      "autoscaling:CreateOrUpdateTags",
      "autoscaling:DeleteAutoScalingGroup",
      "autoscaling:DeleteLifecycleHook",
      "autoscaling:DeleteTags",
      "autoscaling:PutLifecycleHook",
      "autoscaling:StartInstanceRefresh",
      "autoscaling:SuspendProcesses",
      "autoscaling:UpdateAutoScalingGroup",
      "ecs:DeleteCapacityProvider",
      "ecs:TagResource",
      "ecs:UntagResource",
      "ecs:UpdateCapacityProvider",
    ],
    Resource: instancesOf(scope),
    Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } },
  };
}

/**
 * What Auto Scaling asks for in the caller's name: that it may run instances of a launch template, whose image a public parameter
 * names.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html (read 2026-11-21)
 */
export function runInstances(scope: Scope): aws.iam.PolicyStatement[] {
  const condition = { StringEquals: inRegions(scope) };
  return [
    { Sid: "RunInstances", Effect: "Allow", Action: "ec2:RunInstances", Resource: "*", Condition: condition },
    {
      Sid: "ReadImageParameters",
      Effect: "Allow",
      Action: "ssm:GetParameters",
      Resource: ["ecs", "eks"].map(
        (service) => pulumi.interpolate`arn:${scope.partition}:ssm:*::parameter/aws/service/${service}/*`,
      ),
      Condition: condition,
    },
  ];
}
