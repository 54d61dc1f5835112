import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsContext } from "./aws-context";

const actions = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:Describe*",
  "kms:Disable*",
  "kms:Enable*",
  "kms:Get*",
  "kms:List*",
  "kms:PutKeyPolicy",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:Update*",
];

/**
 * Lets IAM policies of the account allow the administration of a KMS key, in its key policy: not its use.
 *
 * @param more Actions of administration that only some keys have.
 */
export function administerByIam(
  { partition, accountId }: Pick<AwsContext, "partition" | "accountId">,
  more: readonly string[] = [],
): aws.iam.PolicyStatement {
  return {
    Sid: "AdministerByIam",
    Effect: "Allow",
    Principal: { AWS: pulumi.interpolate`arn:${partition}:iam::${accountId}:root` },
    Action: [...actions, ...more].sort(),
    Resource: "*",
  };
}
