import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { RegistryPlace } from "./pull-access";

/**
 * Who may do what with a registry's key. IAM decides who administers it; nobody encrypts or decrypts with it but ECR, for
 * those of the account who may use ECR. That is the shape of AWS's own key for ECR.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 */
export function keyPolicy({ partition, region, accountId }: RegistryPlace): aws.iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AdministerByIam",
        Effect: "Allow",
        Principal: { AWS: pulumi.interpolate`arn:${partition}:iam::${accountId}:root` },
        Action: [
          "kms:CancelKeyDeletion",
          "kms:CreateAlias",
          "kms:DeleteAlias",
          "kms:Describe*",
          "kms:Disable*",
          "kms:Enable*",
          "kms:Get*",
          "kms:List*",
          "kms:PutKeyPolicy",
          "kms:RevokeGrant",
          "kms:RotateKeyOnDemand",
          "kms:ScheduleKeyDeletion",
          "kms:TagResource",
          "kms:UntagResource",
          "kms:Update*",
        ],
        Resource: "*",
      },
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
