import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { runtimeMonitoring } from "../../facts/guard-duty";
import { assumeRolePolicy } from "../assume-role-policy";
import type { AwsContext } from "../aws-context";
import type { PullSource } from "../image/image-source";

/**
 * Allows tasks of this account and region, and no others, to assume a role: the conditions against the confused deputy of
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html. AWS can't narrow them to a cluster.
 */
export function taskAssumeRolePolicy({ partition, region, accountId }: AwsContext): aws.iam.PolicyDocument {
  return assumeRolePolicy("ecs-tasks.amazonaws.com", {
    StringEquals: { "aws:SourceAccount": accountId },
    ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:${partition}:ecs:${region}:${accountId}:*` },
  });
}

/**
 * Allows Fargate to start a task: to write to the log group and, where the image is in a private repository, to pull it from
 * there or, through a cache, to import it first, and to read the values of its secret variables. ecr:GetAuthorizationToken supports no resources but all.
 */
export function executionRolePolicy(
  logGroupArn: pulumi.Input<string>,
  { repositoryArn, pullThroughCache = false }: PullSource,
  readSecrets: readonly aws.iam.PolicyStatement[] = [],
  ofSidecars: pulumi.Input<string | undefined>[] = [],
): pulumi.Output<aws.iam.PolicyDocument> {
  return pulumi
    .all([repositoryArn, ...ofSidecars])
    .apply(([repository, ...others]): aws.iam.PolicyDocument => {
      const repositories = new Set([repository, ...others].flatMap((arn) => arn ?? []));
      return {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "WriteLogs",
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: pulumi.interpolate`${logGroupArn}:*`,
          },
          ...(repositories.size === 0 ? [] : pullStatements([...repositories])),
          ...(repository === undefined || !pullThroughCache ? [] : [fillCacheStatement(repository)]),
          ...readSecrets,
        ],
      };
    });
}

/** ARN of the repository of GuardDuty's sidecar, in any account: AWS has another one in each region. */
export function agentRepositoryArn({ partition, region }: AwsContext): pulumi.Output<string> {
  return pulumi.interpolate`arn:${partition}:ecr:${region}:*:repository/${runtimeMonitoring.agentRepository}`;
}

function pullStatements(repositories: string[]): aws.iam.PolicyStatement[] {
  // A single one isn't a list in the policy.
  const only = repositories.length === 1 ? repositories[0] : undefined;
  return [
    { Sid: "SignInToEcr", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
    {
      Sid: "PullImage",
      Effect: "Allow",
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: only ?? repositories,
    },
  ];
}

function fillCacheStatement(repositoryArn: string): aws.iam.PolicyStatement {
  return {
    Sid: "FillCache",
    Effect: "Allow",
    Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
    Resource: repositoryArn,
  };
}

/**
 * Allows the ECS Exec agent in the task to open sessions, whose actions support no resources but all, and to log them in
 * a log group.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html#ecs-exec-logging
 */
export function execPolicy(logGroupArn: pulumi.Input<string>): aws.iam.PolicyDocument {
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
      { Sid: "FindLogGroup", Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
      {
        Sid: "LogSessions",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: pulumi.interpolate`${logGroupArn}:*`,
      },
    ],
  };
}

/**
 * Allows a task of a cluster to protect itself from being stopped as its service scales in, by the agent's
 * `$ECS_AGENT_URI/task-protection/v1/state`.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection-endpoint.html (read 2026-11-21)
 */
export function protectionPolicy(cluster: {
  name: pulumi.Input<string>;
  context: AwsContext;
}): aws.iam.PolicyDocument {
  const { partition, region, accountId } = cluster.context;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ProtectTask",
        Effect: "Allow",
        Action: ["ecs:GetTaskProtection", "ecs:UpdateTaskProtection"],
        Resource: pulumi.interpolate`arn:${partition}:ecs:${region}:${accountId}:task/${cluster.name}/*`,
      },
    ],
  };
}
