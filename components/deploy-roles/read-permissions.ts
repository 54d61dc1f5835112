import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { inRegions, type Scope } from "./scope";

/**
 * What `pulumi preview` and `pulumi refresh` look at: how resources are set up, and never what they hold. No image, log
 * line, object, secret or parameter can be read with it.
 */
export function permissionsToRead(scope: Scope): aws.iam.PolicyDocument {
  return { Version: "2012-10-17", Statement: [readSettings(scope), readGlobalSettings(scope)] };
}

function readSettings(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ReadSettings",
    Effect: "Allow",
    Action: [
      "application-autoscaling:Describe*",
      "application-autoscaling:ListTagsForResource",
      "ec2:Describe*",
      "ecr:DescribeRepositories",
      // The password to push with, which the program asks for in previews too. What it opens is what the role may do.
      "ecr:GetAuthorizationToken",
      "ecr:GetLifecyclePolicy",
      "ecr:GetRepositoryPolicy",
      "ecr:ListTagsForResource",
      "ecs:Describe*",
      "ecs:List*",
      "eks:Describe*",
      "eks:List*",
      "elasticloadbalancing:Describe*",
      "kms:DescribeKey",
      "kms:GetKeyPolicy",
      "kms:GetKeyRotationStatus",
      "kms:ListAliases",
      "kms:ListResourceTags",
      "logs:DescribeLogGroups",
      "logs:ListTagsForResource",
      "logs:ListTagsLogGroup",
    ],
    Resource: "*",
    Condition: { StringEquals: inRegions(scope) },
  };
}

function readGlobalSettings({ partition, accountId, components }: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ReadRolesAndBuckets",
    Effect: "Allow",
    Action: [
      "iam:GetRole",
      "iam:GetRolePolicy",
      "iam:ListAttachedRolePolicies",
      "iam:ListInstanceProfilesForRole",
      "iam:ListRolePolicies",
      "iam:ListRoleTags",
      "s3:GetAccelerateConfiguration",
      "s3:GetBucket*",
      "s3:GetEncryptionConfiguration",
      "s3:GetLifecycleConfiguration",
      "s3:GetReplicationConfiguration",
      "s3:ListBucket",
      "s3:ListTagsForResource",
    ],
    Resource: components.flatMap((component) => [
      pulumi.interpolate`arn:${partition}:iam::${accountId}:role/${component}-*`,
      pulumi.interpolate`arn:${partition}:s3:::${component}-access-logs-*`,
    ]),
  };
}

/** Refuses to read secret values, whatever else is ever attached to the role. */
export function refusalOfSecrets(): aws.iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "NoSecretValues",
        Effect: "Deny",
        Action: [
          "secretsmanager:BatchGetSecretValue",
          "secretsmanager:GetSecretValue",
          "ssm:GetParameter",
          "ssm:GetParameterHistory",
          "ssm:GetParameters",
          "ssm:GetParametersByPath",
        ],
        Resource: "*",
      },
    ],
  };
}
