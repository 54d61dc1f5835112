import type * as aws from "@pulumi/aws";
import { inRegions, regional, type Scope, taggedAsStack } from "./scope";

/**
 * Creates, changes and deletes vaults, plans and restore tests by their tags, and the backups of a vault that is deleted by theirs,
 * which the plan gives them. The vault's creator grants AWS Backup the use of its key.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html (read 2026-11-21)
 */
export function changeBackups(scope: Scope): aws.iam.PolicyStatement[] {
  const ofStack = { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } };
  return [
    {
      Sid: "CreateBackups",
      Effect: "Allow",
      Action: ["backup:CreateBackupPlan", "backup:CreateBackupVault", "backup:CreateRestoreTestingPlan"],
      Resource: regional(scope, "backup", "*"),
      Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope, "RequestTag") } },
    },
    {
      Sid: "ChangeBackups",
      Effect: "Allow",
      Action: [
        "backup:CreateBackupSelection",
        "backup:CreateRestoreTestingSelection",
        "backup:DeleteBackupPlan",
        "backup:DeleteBackupSelection",
        "backup:DeleteBackupVault",
        "backup:DeleteBackupVaultLockConfiguration",
        "backup:DeleteRecoveryPoint",
        "backup:DeleteRestoreTestingPlan",
        "backup:DeleteRestoreTestingSelection",
        "backup:PutBackupVaultLockConfiguration",
        "backup:TagResource",
        "backup:UntagResource",
        "backup:UpdateBackupPlan",
        "backup:UpdateRestoreTestingPlan",
        "backup:UpdateRestoreTestingSelection",
      ],
      Resource: "*",
      Condition: ofStack,
    },
    {
      Sid: "StoreBackups",
      Effect: "Allow",
      Action: "backup-storage:MountCapsule",
      Resource: "*",
      Condition: { StringEquals: inRegions(scope) },
    },
    {
      Sid: "UseKeysOfVaults",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: regional(scope, "kms", "key/*"),
      Condition: ofStack,
    },
  ];
}

/** What previews read of them. */
export const readBackups = [
  "backup:DescribeBackupVault",
  "backup:GetBackupPlan",
  "backup:GetBackupSelection",
  "backup:GetRestoreTestingPlan",
  "backup:GetRestoreTestingSelection",
  "backup:ListRecoveryPointsByBackupVault",
  "backup:ListTags",
];
