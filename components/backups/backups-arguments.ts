import { backupLimits } from "../../facts/backups";
import { isTimeZone, scheduleError } from "../../facts/schedule-expressions";
import type { BackedUp } from "../backed-up";
import { mustBe, validateWholeNumber } from "../invalid-arguments";

/** When backups are created, and how long they are retained. */
export interface BackupSchedule {
  /** When: an expression cron(…) of EventBridge. @default each day at 5:00 */
  schedule?: string;
  /** Time zone of the schedule. @default UTC */
  timezone?: string;
  /** Days that a backup is kept, 1 to 36,500. @default 35 */
  keepDays?: number;
  /**
   * Whether backups can't be deleted before their end, except by those who may remove the lock of the vault first (governance mode).
   * @default false
   */
  lock?: boolean;
  /**
   * Whether AWS Backup restores the newest backup of each file system, table and volume once a month, and deletes what it restored an
   * hour later. Each test is charged, and what it restores.
   * @default false
   */
  restoreTests?: boolean;
}

/** Arguments of {@link Backups}. */
export interface BackupsArgs extends BackupSchedule {
  /** What is backed up. */
  resources: readonly BackedUp[];
  /** Whether Pulumi refuses to delete the vault and its key. Without it, the deletion of the vault deletes its backups. @default false */
  protect?: boolean;
}

/** Validates the arguments of backups. */
export function validateBackups({ resources, schedule, timezone, keepDays }: BackupsArgs): string[] {
  const error = schedule === undefined ? undefined : backupScheduleError(schedule);
  return [
    ...(resources.length > 0
      ? []
      : [
          "resources is empty: must have a file system, a table or a cluster of the stack's own, or nothing is backed up",
        ]),
    ...(error === undefined ? [] : [`schedule is "${schedule}", but ${error}`]),
    ...(timezone === undefined || isTimeZone(timezone)
      ? []
      : [mustBe("timezone", timezone, "a time zone of the IANA database, such as Europe/Berlin")]),
    ...validateWholeNumber("keepDays", keepDays, backupLimits.keepDays),
  ];
}

/** What is wrong with the schedule of backups, as words that follow its value; nothing where it is valid. */
export function backupScheduleError(schedule: string): string | undefined {
  return schedule.startsWith("cron(")
    ? scheduleError(schedule)
    : "must be cron(MINUTES HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK YEAR) with ? for one of the days, such as cron(0 3 * * ? *)";
}
