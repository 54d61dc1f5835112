import { isTimeZone, scheduleError, scheduleForms, timeZoneForm } from "../../../facts/schedule-expressions";
import { string } from "../../toolkit/kinds";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** When a job starts. */
export const scheduleKeys = {
  schedule: string(
    /^.{1,250}$/,
    scheduleForms,
    "When it starts: cron(MINUTES HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK YEAR) or rate(VALUE UNIT) of EventBridge Scheduler, on " +
      "EKS as the schedule of a CronJob, which knows no L, W, # and years, and few rates. Default: none, it is started by hand.",
  ),
  timezone: string(
    timeZoneForm,
    "a time zone such as Europe/Berlin",
    "Time zone of a cron expression; clock changes included. Default: UTC.",
  ),
};

interface Given {
  schedule?: string | undefined;
  timezone?: string | undefined;
}

/** Adds errors for expressions and time zones that don't exist, and for a time zone that nothing uses. */
export function validateSchedule(at: Path, { schedule, timezone }: Given, errors: ValidationErrors): void {
  const path = [...at, "schedule"];
  const error = schedule === undefined ? undefined : scheduleError(schedule);
  if (error !== undefined) errors.add(path, `is ${errors.format(path, schedule)}, but ${error}.`);
  const zone = [...at, "timezone"];
  if (timezone === undefined) return;
  if (!schedule?.startsWith("cron(") && !errors.has(path)) {
    errors.add(zone, "has no effect without schedule: cron(…). Remove it.");
  } else if (!isTimeZone(timezone)) {
    errors.add(
      zone,
      `is ${errors.format(zone, timezone)}, but must be a time zone of the IANA database, such as Europe/Berlin.`,
    );
  }
}
