import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsContext } from "../aws-context";
import { administerByIam } from "../key-administration";

/**
 * The key policy of a registry's KMS key. IAM policies of the account allow its administration; only ECR may encrypt and
 * decrypt with it, for callers of the account. AWS's own key for ECR has the same policy.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 */
export function keyPolicy(context: AwsContext): aws.iam.PolicyDocument {
  const { region, accountId } = context;
  return {
    Version: "2012-10-17",
    Statement: [
      // ECR uses the key by grants.
      administerByIam(context, ["kms:RevokeGrant"]),
      {
        Sid: "UseThroughEcr",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [
          "kms:CreateGrant",
          "kms:Decrypt",
          "kms:DescribeKey",
          "kms:Encrypt",
          "kms:GenerateDataKey*",
          "kms:ReEncrypt*",
          "kms:RetireGrant",
        ],
        Resource: "*",
        Condition: {
          StringEquals: {
            "kms:CallerAccount": accountId,
            "kms:ViaService": pulumi.interpolate`ecr.${region}.amazonaws.com`,
          },
        },
      },
    ],
  };
}
