/**
 * What AWS Backup allows.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RestoreTestingSelectionForCreate.html (read 2026-11-21)
 */
export const backupLimits = {
  /** Days that a recovery point is kept: at most 100 years. */
  keepDays: { min: 1, max: 36_500 },
  /** Days that a plan looks back for the recovery point that it tests. */
  testedDays: { min: 1, max: 365 },
} as const;

/** AWS managed policies of the role by which AWS Backup reads what it backs up, and creates what it restores. */
export const backupPolicies = {
  backup: "service-role/AWSBackupServiceRolePolicyForBackup",
  restore: "service-role/AWSBackupServiceRolePolicyForRestores",
} as const;

/** When backups are created that have no schedule: AWS Backup's own default. */
export const defaultBackupSchedule = "cron(0 5 ? * * *)";

/** When restores are tested: on the first day of each month, after its backups. */
export const restoreTestSchedule = "cron(0 9 1 * ? *)";
