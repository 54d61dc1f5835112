import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accessLogBucketsOf, dataBucketsOf, type Scope } from "./scope";

const actions = [
  "s3:CreateBucket",
  "s3:DeleteBucket",
  "s3:DeleteBucketPolicy",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:ListBucketVersions",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketTagging",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:TagResource",
  "s3:UntagResource",
];

/** Buckets of access logs. */
export function changeAccessLogBuckets(scope: Scope): aws.iam.PolicyStatement {
  return changeBuckets("ChangeAccessLogBuckets", accessLogBucketsOf(scope), scope, actions);
}

/** Buckets of data, with their notifications and versions. */
export function changeDataBuckets(scope: Scope): aws.iam.PolicyStatement {
  const more = ["s3:PutBucketNotification", "s3:PutBucketVersioning"];
  return changeBuckets("ChangeDataBuckets", dataBucketsOf(scope), scope, [...actions, ...more].sort());
}

/** Their ARNs have no account: the condition limits them to this one. */
function changeBuckets(
  Sid: string,
  buckets: pulumi.Output<string>[],
  { accountId }: Scope,
  Action: string[],
): aws.iam.PolicyStatement {
  return {
    Sid,
    Effect: "Allow",
    Action,
    Resource: buckets.flatMap((bucket) => [bucket, pulumi.interpolate`${bucket}/*`]),
    Condition: { StringEquals: { "aws:ResourceAccount": accountId } },
  };
}
