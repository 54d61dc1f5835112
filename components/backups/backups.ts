import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { backupPolicies, defaultBackupSchedule } from "../../facts/backups";
import type { BackedUp } from "../backed-up";
import { assertValidArguments } from "../invalid-arguments";
import { createBackupRole } from "./backup-role";
import { type BackupsArgs, validateBackups } from "./backups-arguments";
import { createRestoreTests } from "./restore-tests";

/**
 * Backups by AWS Backup: a vault with a key of its own, and a plan that backs up the resources on a schedule, by a role for it. Of an
 * EKS cluster that are its Kubernetes objects.
 *
 * Costs $1 a month for the key and, in us-east-1, for each GB-month $0.05 for file systems and volumes, $0.10 for tables. Volumes and
 * file systems are charged for what differs from the backup before.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class Backups extends pulumi.ComponentResource {
  /** Where the backups are. */
  public readonly vault: aws.backup.Vault;

  constructor(name: string, args: BackupsArgs, opts?: pulumi.ComponentResourceOptions) {
    assertValidArguments("Backups", name, validateBackups(args));
    super("aws-containers:backups:Backups", name, {}, opts);

    const { resources, keepDays = 35, lock = false, restoreTests = false } = args;
    const key = this.createKey(name, args);
    this.vault = this.createVault(name, key, args);
    if (lock) this.lockVault(name, keepDays);
    const { backup, restore } = backupPolicies;
    const role = createBackupRole(
      `${name}-role`,
      { key, managedPolicies: restoreTests ? [backup, restore] : [backup] },
      { parent: this },
    );
    const plan = this.createPlan(name, args, keepDays);
    this.select(name, plan, role, resources);
    if (restoreTests) {
      createRestoreTests(name, { vault: this.vault, role, resources, keepDays }, { parent: this });
    }

    this.registerOutputs({ vault: this.vault.name });
  }

  /** Administered and used by IAM policies of the account. */
  private createKey(name: string, { protect = false }: BackupsArgs): aws.kms.Key {
    return new aws.kms.Key(
      `${name}-key`,
      {
        description: `Backups of ${pulumi.getProject()}/${pulumi.getStack()}`,
        enableKeyRotation: true,
        deletionWindowInDays: protect ? 30 : 7,
      },
      { parent: this, protect },
    );
  }

  private createVault(name: string, key: aws.kms.Key, { protect = false }: BackupsArgs): aws.backup.Vault {
    return new aws.backup.Vault(
      `${name}-vault`,
      // AWS deletes no vault that has backups.
      { kmsKeyArn: key.arn, forceDestroy: !protect },
      { parent: this, protect },
    );
  }

  /** In governance mode: without `changeableForDays`, by which a lock can't be removed any more. */
  private lockVault(name: string, keepDays: number): void {
    new aws.backup.VaultLockConfiguration(
      `${name}-lock`,
      { backupVaultName: this.vault.name, minRetentionDays: keepDays },
      { parent: this },
    );
  }

  private createPlan(
    name: string,
    { schedule = defaultBackupSchedule, timezone }: BackupsArgs,
    keepDays: number,
  ): aws.backup.Plan {
    return new aws.backup.Plan(
      `${name}-plan`,
      {
        rules: [
          {
            ruleName: "scheduled",
            targetVaultName: this.vault.name,
            schedule,
            scheduleExpressionTimezone: timezone ?? "Etc/UTC",
            lifecycle: { deleteAfter: keepDays },
            recoveryPointTags: { project: pulumi.getProject(), stack: pulumi.getStack() },
          },
        ],
      },
      { parent: this },
    );
  }

  /** One selection for what is named by its ARN, one for each kind that is known by tags: the conditions of a selection are for all in it. */
  private select(
    name: string,
    plan: aws.backup.Plan,
    role: aws.iam.Role,
    resources: readonly BackedUp[],
  ): void {
    const named = resources.filter(({ tags }) => tags === undefined);
    const common = { planId: plan.id, iamRoleArn: role.arn };
    if (named.length > 0) {
      new aws.backup.Selection(
        `${name}-resources`,
        { ...common, resources: named.map(({ arn }) => arn) },
        { parent: this },
      );
    }
    for (const { type, arn, tags } of resources) {
      if (tags === undefined) continue;
      const stringEquals = Object.entries(tags).map(([key, value]) => ({
        key: `aws:ResourceTag/${key}`,
        value,
      }));
      new aws.backup.Selection(
        `${name}-${type.toLowerCase()}`,
        { ...common, resources: [arn], conditions: [{ stringEquals }] },
        { parent: this },
      );
    }
  }
}
