import type * as aws from "@pulumi/aws";
import { appendedDigits, inRegions, regional, type Scope } from "./scope";

/** Actions that AWS can't limit to a resource. */
export function createEcs(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "CreateEcs",
    Effect: "Allow",
    Action: ["ecs:CreateCluster", "ecs:DeregisterTaskDefinition", "ecs:RegisterTaskDefinition"],
    Resource: "*",
    Condition: { StringEquals: inRegions(scope) },
  };
}

export function changeEcs(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeEcs",
    Effect: "Allow",
    Action: [
      "ecs:CreateService",
      "ecs:DeleteCluster",
      "ecs:DeleteService",
      "ecs:PutClusterCapacityProviders",
      "ecs:StopServiceDeployment",
      "ecs:TagResource",
      "ecs:UntagResource",
      "ecs:UpdateCluster",
      "ecs:UpdateClusterSettings",
      "ecs:UpdateService",
    ],
    Resource: [
      ...scope.components.flatMap((component) => [
        regional(scope, "ecs", `cluster/${component}-*`),
        regional(scope, "ecs", `service/${component}-*`),
        regional(scope, "ecs", `task-definition/${component}-*`),
      ]),
      regional(scope, "ecs", `service-deployment/*-cluster-${appendedDigits}/*`),
    ],
    Condition: { StringEquals: inRegions(scope) },
  };
}

export function changeScaling(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeScaling",
    Effect: "Allow",
    Action: [
      "application-autoscaling:DeleteScalingPolicy",
      "application-autoscaling:DeleteScheduledAction",
      "application-autoscaling:DeregisterScalableTarget",
      "application-autoscaling:PutScalingPolicy",
      "application-autoscaling:PutScheduledAction",
      "application-autoscaling:RegisterScalableTarget",
      "application-autoscaling:TagResource",
      "application-autoscaling:UntagResource",
    ],
    Resource: regional(scope, "application-autoscaling", "scalable-target/*"),
    Condition: { StringEquals: inRegions(scope) },
  };
}

/**
 * The alarms of target tracking: Application Auto Scaling manages them in the caller's name. The names say which cluster.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_id-based-policy-examples.html
 */
export function changeScalingAlarms(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeScalingAlarms",
    Effect: "Allow",
    Action: ["cloudwatch:DeleteAlarms", "cloudwatch:PutMetricAlarm"],
    Resource: regional(scope, "cloudwatch", "alarm:TargetTracking-service/*"),
    Condition: { StringEquals: inRegions(scope) },
  };
}
