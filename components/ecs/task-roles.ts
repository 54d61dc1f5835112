import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Where tasks run that may take on a role. */
interface TaskOrigin {
  partition: pulumi.Input<string>;
  region: pulumi.Input<string>;
  accountId: pulumi.Input<string>;
}

/**
 * Lets tasks of this account and region take on a role, and nobody else's through ECS: the confused deputy conditions of
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html. AWS can't narrow them to a cluster.
 */
export function trustOfTasks({ partition, region, accountId }: TaskOrigin): aws.iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "ecs-tasks.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:${partition}:ecs:${region}:${accountId}:*` },
        },
      },
    ],
  };
}

/**
 * What Fargate needs to start a task: to write to its log group and, where the image is in a repository of ours, to pull
 * from that one, or first fetch the image that it caches. Only ecr:GetAuthorizationToken asks for all resources: it knows no other.
 */
export function permissionsToStart(
  logGroupArn: pulumi.Input<string>,
  repositoryArn: pulumi.Input<string> | undefined,
  pullThroughCache = false,
): aws.iam.PolicyDocument {
  const writeLogs: aws.iam.PolicyStatement = {
    Sid: "WriteLogs",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: pulumi.interpolate`${logGroupArn}:*`,
  };
  const pullImage: aws.iam.PolicyStatement[] =
    repositoryArn === undefined
      ? []
      : [
          { Sid: "SignInToEcr", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
          {
            Sid: "PullImage",
            Effect: "Allow",
            Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            Resource: repositoryArn,
          },
        ];
  const fillCache: aws.iam.PolicyStatement[] =
    repositoryArn === undefined || !pullThroughCache
      ? []
      : [
          {
            Sid: "FillCache",
            Effect: "Allow",
            Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
            Resource: repositoryArn,
          },
        ];
  return { Version: "2012-10-17", Statement: [writeLogs, ...pullImage, ...fillCache] };
}

/** What ECS Exec needs in the task: its four actions know no resources. */
export function permissionsForExec(): aws.iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "OpenSessions",
        Effect: "Allow",
        Action: [
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ],
        Resource: "*",
      },
    ],
  };
}
