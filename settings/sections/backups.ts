import { backupScheduleError } from "../../components/backups/backups-arguments";
import { backupLimits, defaultBackupSchedule } from "../../facts/backups";
import { isTimeZone, timeZoneForm } from "../../facts/schedule-expressions";
import type { Section } from "../section";
import { type Complete, complete, withDefault } from "../toolkit/defaults";
import { boolean, integer, object, string } from "../toolkit/kinds";

const schema = object(
  {
    schedule: withDefault(
      defaultBackupSchedule,
      string(
        /^.{1,250}$/,
        "cron(MINUTES HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK YEAR) with ? for one of the days, such as cron(0 3 * * ? *)",
        "When backups are created; a job starts within eight hours.",
      ),
    ),
    timezone: string(
      timeZoneForm,
      "a time zone such as Europe/Berlin",
      "Time zone of the schedule; clock changes included. Default: UTC.",
    ),
    keepDays: withDefault(
      { dev: 7, prod: 35 },
      integer(
        backupLimits.keepDays,
        "Days that a backup is kept. Others than before are for backups from then on.",
      ),
    ),
    lock: withDefault(
      false,
      boolean(
        "Whether backups can't be deleted before their end, except by those who may remove the lock of the vault first (governance mode).",
      ),
    ),
    restoreTests: withDefault(
      false,
      boolean(
        "Whether AWS Backup restores the newest backup of each file system, table and volume on the first day of each month, and " +
          "deletes what it restored an hour later. Each test is charged, and what it restores as long as it is there.",
      ),
    ),
  },
  "Backups.",
);

/** When backups are created, and how long they are retained. */
export type BackupSettings = Complete<typeof schema> & { protect: boolean };

/** Backups by AWS Backup; undefined where the stack has none. */
export const backups: Section<typeof schema, BackupSettings | undefined> = {
  schema,
  meaning:
    "Backups by AWS Backup, in a vault of the stack's own: file systems and tables of `data`, on EKS the cluster's objects and block " +
    "volumes. Databases, buckets and caches have backups of their own. $1 per month for the key, and for each GB-month $0.05 of file " +
    "systems and volumes, $0.10 of tables. Without `protection` `pulumi destroy` deletes them. Default: none. See [data.md](data.md#backups).",
  example: `aws-containers:backups:
  keepDays: 35
  restoreTests: true
aws-containers:data:
  shared: { type: filesystem }`,
  settings: (given, { tier, protection }) =>
    given && { ...complete(schema, given, tier), protect: protection },
  validate(given, { createdData, platforms, platformsIgnoring }, errors) {
    if (given === undefined) return;
    const { schedule, timezone } = given;
    const path = ["backups", "schedule"];
    const error = schedule === undefined || errors.has(path) ? undefined : backupScheduleError(schedule);
    if (error !== undefined) errors.add(path, `is ${errors.format(path, schedule)}, but ${error}.`);
    const zone = ["backups", "timezone"];
    if (timezone !== undefined && !errors.has(zone) && !isTimeZone(timezone)) {
      errors.add(
        zone,
        `is ${errors.format(zone, timezone)}, but must be a time zone of the IANA database, such as Europe/Berlin.`,
      );
    }
    const isBackedUp = createdData.some((type) => type === "filesystem" || type === "table");
    // A cluster that is there already, which ignores the capacity of services, isn't the stack's to back up.
    const hasCluster = platforms.includes("eks") && !platformsIgnoring.capacity.includes("eks");
    if (!isBackedUp && !hasCluster) {
      errors.add(
        ["backups"],
        "has nothing to back up: the stack creates neither a file system nor a table, and no cluster of EKS. Remove it.",
      );
    }
  },
};
