import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumeRolePolicyInAccount } from "../assume-role-policy";
import { awsContextOf } from "../aws-context";

/**
 * Creates the role by which AWS Backup reads and restores, with AWS's policies for it and the use of the vault's key. AWS Backup deletes
 * expired backups by the role that created them.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/iam-service-roles.html (read 2026-11-21)
 */
export function createBackupRole(
  name: string,
  { key, managedPolicies }: { key: aws.kms.Key; managedPolicies: readonly string[] },
  options: { parent: pulumi.Resource },
): aws.iam.Role {
  const { partition, accountId } = awsContextOf(options.parent);
  const trust = assumeRolePolicyInAccount("backup.amazonaws.com", { accountId });
  const role = new aws.iam.Role(name, { assumeRolePolicy: pulumi.jsonStringify(trust) }, options);
  for (const policy of managedPolicies) {
    new aws.iam.RolePolicyAttachment(
      `${name}-${policy.slice(policy.lastIndexOf("/") + 1)}`,
      { role: role.name, policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${policy}` },
      options,
    );
  }
  const useKey: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "EncryptBackups",
        Effect: "Allow",
        Action: [
          "kms:CreateGrant",
          "kms:Decrypt",
          "kms:DescribeKey",
          "kms:Encrypt",
          "kms:GenerateDataKey*",
          "kms:ReEncrypt*",
        ],
        Resource: key.arn,
      },
    ],
  };
  new aws.iam.RolePolicy(`${name}-key`, { role: role.name, policy: pulumi.jsonStringify(useKey) }, options);
  return role;
}
