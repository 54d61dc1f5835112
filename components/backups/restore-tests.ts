import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { backupLimits, restoreTestSchedule } from "../../facts/backups";
import { nameLengths } from "../../facts/name-lengths";
import type { BackedUp, BackedUpType } from "../backed-up";

/** Kinds whose restore AWS Backup can test, with the name of their selection. It can't test that of an EKS cluster. */
const tested: Partial<Record<BackedUpType, string>> = {
  DynamoDB: "tables",
  EBS: "volumes",
  EFS: "file_systems",
};

/**
 * Creates the tests of restores: on the first day of each month AWS Backup restores the newest backup of each resource, and deletes
 * what it restored an hour later. A failed one is a job FAILED in the vault's restore jobs, and an event of EventBridge.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html (read 2026-11-21)
 */
export function createRestoreTests(
  name: string,
  args: { vault: aws.backup.Vault; role: aws.iam.Role; resources: readonly BackedUp[]; keepDays: number },
  options: { parent: pulumi.Resource },
): void {
  const { vault, role, resources, keepDays } = args;
  const plan = new aws.backup.RestoreTestingPlan(
    `${name}-restore-tests`,
    {
      name: restoreTestsName(pulumi.getProject(), pulumi.getStack()),
      scheduleExpression: restoreTestSchedule,
      startWindowHours: 8,
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: [vault.arn],
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: Math.min(keepDays, backupLimits.testedDays.max),
      },
    },
    options,
  );
  for (const type of [...new Set(resources.map((resource) => resource.type))].sort()) {
    const selection = tested[type];
    if (selection === undefined) continue;
    const ofType = resources.filter((resource) => resource.type === type);
    const isNamed = ofType.every(({ tags }) => tags === undefined);
    new aws.backup.RestoreTestingSelection(
      `${name}-restore-${selection.replace("_", "-")}`,
      {
        name: selection,
        restoreTestingPlanName: plan.name,
        protectedResourceType: type,
        // The vault has backups of this stack alone.
        protectedResourceArns: isNamed ? ofType.map(({ arn }) => arn) : ["*"],
        iamRoleArn: role.arn,
        validationWindowHours: 1,
      },
      options,
    );
  }
}

/** Name of the plan of a stack, of letters, digits and underscores, which AWS allows there. */
export function restoreTestsName(project: string, stack: string): string {
  const name = `${project}_${stack}`.replaceAll(/[^A-Za-z0-9]/g, "_");
  if (name.length <= nameLengths.restoreTestingPlan) return name;
  const hash = createHash("sha256").update(`${project}/${stack}`).digest("hex").slice(0, 8);
  return `${name.slice(0, nameLengths.restoreTestingPlan - "_12345678".length)}_${hash}`;
}
