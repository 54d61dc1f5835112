import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { appendedDigits, dataBucketsOf, inRegions, regional, type Scope } from "./scope";

/** Buckets of data. Their ARNs have no account: the condition limits them to this one. */
export function changeDataBuckets(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeDataBuckets",
    Effect: "Allow",
    Action: [
      "s3:CreateBucket",
      "s3:DeleteBucket",
      "s3:DeleteBucketPolicy",
      "s3:DeleteObject",
      "s3:DeleteObjectVersion",
      "s3:ListBucketVersions",
      "s3:PutBucketNotification",
      "s3:PutBucketOwnershipControls",
      "s3:PutBucketPolicy",
      "s3:PutBucketPublicAccessBlock",
      "s3:PutBucketTagging",
      "s3:PutBucketVersioning",
      "s3:PutEncryptionConfiguration",
      "s3:PutLifecycleConfiguration",
      "s3:TagResource",
      "s3:UntagResource",
    ],
    Resource: dataBucketsOf(scope).flatMap((bucket) => [bucket, pulumi.interpolate`${bucket}/*`]),
    Condition: { StringEquals: { "aws:ResourceAccount": scope.accountId } },
  };
}

/** Queues and dead-letter queues, by their whole names but for the digits that Pulumi appends. */
export function changeQueues(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeQueues",
    Effect: "Allow",
    Action: [
      "sqs:CreateQueue",
      "sqs:DeleteQueue",
      "sqs:SetQueueAttributes",
      "sqs:TagQueue",
      "sqs:UntagQueue",
    ],
    Resource: scope.components.flatMap((component) => [
      regional(scope, "sqs", `${component}-queue-${appendedDigits}`),
      regional(scope, "sqs", `${component}-dead-letters-${appendedDigits}`),
    ]),
    Condition: { StringEquals: inRegions(scope) },
  };
}

/** Tables, likewise. */
export function changeTables(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeTables",
    Effect: "Allow",
    Action: [
      "dynamodb:CreateTable",
      "dynamodb:DeleteTable",
      "dynamodb:TagResource",
      "dynamodb:UntagResource",
      "dynamodb:UpdateContinuousBackups",
      "dynamodb:UpdateTable",
    ],
    Resource: scope.components.map((component) =>
      regional(scope, "dynamodb", `table/${component}-table-${appendedDigits}`),
    ),
    Condition: { StringEquals: inRegions(scope) },
  };
}
