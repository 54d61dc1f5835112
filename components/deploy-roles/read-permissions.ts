import type * as aws from "@pulumi/aws";
import { readAlarms, readChats } from "./alarm-permissions";
import { readBackups } from "./backup-permissions";
import { instanceProfilesOf, readBatch } from "./batch-permissions";
import { readDistributions } from "./cloud-front-permissions";
import { readDomains } from "./domain-permissions";
import { readJobs } from "./job-permissions";
import { readAuthorities } from "./private-ca-permissions";
import { accessLogBucketsOf, dataBucketsOf, inRegions, rolesOf, type Scope } from "./scope";
import { tokenIssuersOf } from "./token-issuer-permissions";

/**
 * The policy for `pulumi preview` and `pulumi refresh`: it reads the configuration of resources, never their contents. No
 * image, log line, object, secret or parameter.
 */
export function readPolicy(scope: Scope): aws.iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      readConfiguration(scope),
      readRolesAndBuckets(scope),
      readDistributions(scope),
      readChats(),
      ...readDomains(scope),
    ],
  };
}

function readConfiguration(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ReadConfiguration",
    Effect: "Allow",
    Action: [
      "application-autoscaling:Describe*",
      "application-autoscaling:ListTagsForResource",
      "autoscaling:Describe*",
      "cloudwatch:DescribeAlarms",
      "dynamodb:DescribeContinuousBackups",
      "dynamodb:DescribeTable",
      "dynamodb:DescribeTimeToLive",
      "dynamodb:ListTagsOfResource",
      "ec2:Describe*",
      "ec2:GetManagedPrefixListEntries",
      "ecr:DescribeRepositories",
      // Credentials for a push, which the program requests in previews too. They allow what the role is allowed.
      "ecr:GetAuthorizationToken",
      "ecr:GetLifecyclePolicy",
      "ecr:GetRepositoryPolicy",
      "ecr:ListTagsForResource",
      "ecs:Describe*",
      "ecs:List*",
      "eks:Describe*",
      "eks:List*",
      "elasticache:Describe*",
      "elasticache:ListTagsForResource",
      "elasticfilesystem:Describe*",
      "elasticfilesystem:ListTagsForResource",
      "elasticloadbalancing:Describe*",
      "kms:DescribeKey",
      "kms:GetKeyPolicy",
      "kms:GetKeyRotationStatus",
      "kms:List*",
      "lambda:GetFunction",
      "lambda:GetFunctionCodeSigningConfig",
      "lambda:GetFunctionConfiguration",
      "lambda:GetPolicy",
      "lambda:List*",
      "logs:DescribeLogGroups",
      "logs:DescribeMetricFilters",
      "logs:DescribeSubscriptionFilters",
      "logs:GetDelivery",
      "logs:GetDeliveryDestination",
      "logs:GetDeliverySource",
      "logs:ListTagsForResource",
      "logs:ListTagsLogGroup",
      "rds:Describe*",
      "rds:ListTagsForResource",
      "secretsmanager:DescribeSecret",
      "servicediscovery:GetNamespace",
      "servicediscovery:GetOperation",
      "servicediscovery:GetService",
      "servicediscovery:List*",
      "sqs:GetQueueAttributes",
      "sqs:GetQueueUrl",
      "sqs:ListQueueTags",
      "wafv2:GetLoggingConfiguration",
      "wafv2:GetWebACL",
      "wafv2:GetWebACLForResource",
      "wafv2:ListTagsForResource",
      ...readAuthorities,
      ...readJobs,
      ...readBatch,
      ...readAlarms,
      ...readBackups,
    ],
    Resource: "*",
    Condition: { StringEquals: inRegions(scope) },
  };
}

function readRolesAndBuckets(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ReadRolesAndBuckets",
    Effect: "Allow",
    Action: [
      "iam:GetInstanceProfile",
      "iam:GetOpenIDConnectProvider",
      "iam:GetRole",
      "iam:GetRolePolicy",
      "iam:ListAttachedRolePolicies",
      "iam:ListInstanceProfilesForRole",
      "iam:ListOpenIDConnectProviderTags",
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
    Resource: [
      ...rolesOf(scope),
      ...instanceProfilesOf(scope),
      tokenIssuersOf(scope),
      ...accessLogBucketsOf(scope),
      ...dataBucketsOf(scope),
    ],
  };
}

/**
 * Denies reading secret values, whatever policy is ever attached to the role.
 *
 * @param except ARNs of the secrets that can be read nevertheless, where a policy allows it.
 */
export function denySecretsPolicy(except: readonly string[] = []): aws.iam.PolicyDocument {
  const others = except.length > 0 ? { NotResource: [...except] } : { Resource: "*" };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "NoSecretsOfSecretsManager",
        Effect: "Deny",
        Action: ["secretsmanager:GetSecretValue"],
        ...others,
      },
      {
        Sid: "NoSecretValues",
        Effect: "Deny",
        Action: [
          "secretsmanager:BatchGetSecretValue",
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
