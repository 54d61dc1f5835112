import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { writeLogs } from "../function-role";
import type { EcsCluster } from "./cluster";
import type { Task } from "./task";

/**
 * Allows a function to run tasks of one task definition in one cluster, to wait for their end and to stop them, and to write
 * its log lines.
 *
 * @param volumeRole The role by which ECS manages the volumes of the tasks. Default: they have none.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export function runTaskPolicy(
  { definition, taskRole, executionRole }: Task,
  cluster: Pick<EcsCluster, "arn" | "name" | "context">,
  logGroup: aws.cloudwatch.LogGroup,
  volumeRole?: aws.iam.Role,
): aws.iam.PolicyDocument {
  const { partition, region, accountId } = cluster.context;
  const tasks = pulumi.interpolate`arn:${partition}:ecs:${region}:${accountId}:task/${cluster.name}/*`;
  const inCluster = { ArnEquals: { "ecs:cluster": cluster.arn } };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "RunTask",
        Effect: "Allow",
        Action: "ecs:RunTask",
        Resource: pulumi.interpolate`${definition.arnWithoutRevision}:*`,
        Condition: inCluster,
      },
      {
        Sid: "TagTask",
        Effect: "Allow",
        Action: "ecs:TagResource",
        Resource: tasks,
        Condition: { StringEquals: { "ecs:CreateAction": "RunTask" } },
      },
      {
        Sid: "FollowTask",
        Effect: "Allow",
        Action: ["ecs:DescribeTasks", "ecs:StopTask"],
        Resource: tasks,
        Condition: inCluster,
      },
      // Of tasks on Fargate, AWS limits it by the cluster alone.
      { Sid: "FindTask", Effect: "Allow", Action: "ecs:ListTasks", Resource: "*", Condition: inCluster },
      {
        Sid: "PassRoles",
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: [taskRole.arn, executionRole.arn],
        Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      },
      ...(volumeRole
        ? [
            {
              Sid: "PassVolumeRole",
              Effect: "Allow" as const,
              Action: "iam:PassRole",
              Resource: volumeRole.arn,
              Condition: { StringEquals: { "iam:PassedToService": "ecs.amazonaws.com" } },
            },
          ]
        : []),
      writeLogs(logGroup),
    ],
  };
}
