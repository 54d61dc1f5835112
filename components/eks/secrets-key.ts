import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { awsContextOf } from "../aws-context";
import { administerByIam } from "../key-administration";

/**
 * Creates the KMS key of a cluster's Kubernetes Secrets. EKS uses it by a grant alone, which whoever creates the cluster gives it:
 * IAM policies of the account allow that, and the key's administration with `kms:DescribeKey`, which the cluster's role needs, but
 * nobody to encrypt or decrypt with it. Costs $1 a month.
 *
 * Without the condition `kms:GrantIsForAWSResource`, which EKS doesn't support.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html (read 2026-11-22)
 */
export function createSecretsKey(
  name: string,
  { clusterName, protect = false }: { clusterName: string; protect?: boolean | undefined },
  parent: pulumi.Resource,
): aws.kms.Key {
  const context = awsContextOf(parent);
  const policy: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [
      administerByIam(context, ["kms:RevokeGrant"]),
      {
        Sid: "GrantUseToEks",
        Effect: "Allow",
        Principal: { AWS: pulumi.interpolate`arn:${context.partition}:iam::${context.accountId}:root` },
        Action: "kms:CreateGrant",
        Resource: "*",
      },
    ],
  };
  return new aws.kms.Key(
    `${name}-key`,
    {
      description: `Kubernetes secrets of the EKS cluster ${clusterName}`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: pulumi.jsonStringify(policy),
    },
    { parent, protect },
  );
}
