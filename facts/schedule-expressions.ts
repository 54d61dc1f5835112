/**
 * Expressions of EventBridge Scheduler, and what Kubernetes can say of them.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html (read 2026-11-21)
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax (read 2026-11-21)
 */

/** The forms of an expression that sets the bounds of scaling: at the same times, a rate would only repeat itself. */
export const scalingScheduleForms =
  "cron(MINUTES HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK YEAR) with ? for one of the days, such as cron(0 8 ? * MON-FRI *), or once " +
  "at(YYYY-MM-DDTHH:MM:SS)";

/** The forms of an expression. */
export const scheduleForms =
  "rate(VALUE minutes), hours or days, such as rate(15 minutes), or cron(MINUTES HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK YEAR) " +
  "with ? for one of the days, such as cron(0 2 * * ? *)";

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words?: readonly string[];
  /** What the field may be besides numbers: only on AWS. */
  readonly special?: RegExp;
}

const fields: readonly Field[] = [
  { name: "minutes", min: 0, max: 59 },
  { name: "hours", min: 0, max: 23 },
  { name: "the day of the month", min: 1, max: 31, special: /^(L|LW|\d{1,2}W)$/ },
  { name: "the month", min: 1, max: 12, words: months },
  { name: "the day of the week", min: 1, max: 7, words: weekdays, special: /^(L|[1-7]L|[1-7]#[1-5])$/ },
  { name: "the year", min: 1970, max: 2199 },
];
const dayOfMonth = 2;
const dayOfWeek = 4;
const year = 5;

/** What is wrong with an expression, as words that follow its value; nothing where it is valid. */
export function scheduleError(expression: string): string | undefined {
  if (rateOf(expression)) return undefined;
  const parts = cronOf(expression);
  const error = parts === undefined ? `must be ${scheduleForms}` : cronError(parts);
  return error === undefined ? undefined : (suggestion(expression) ?? error);
}

function suggestion(expression: string): string | undefined {
  const meant = meantBy(expression);
  return meant === undefined ? undefined : `must be ${meant} in the syntax of EventBridge`;
}

function cronError(parts: readonly string[]): string | undefined {
  const wrong = fields.find((field, index) => !isField(parts[index] ?? "", field));
  if (wrong) {
    const { min, max, words = [] } = wrong;
    const named = words.length === 0 ? "" : ` or ${words[0]} to ${words.at(-1)}`;
    return `has "${parts[fields.indexOf(wrong)]}" for ${wrong.name}: must be from ${min} to ${max}${named}, with , - / and *`;
  }
  const marks = [parts[dayOfMonth], parts[dayOfWeek]].filter((part) => part === "?");
  return marks.length === 1
    ? undefined
    : "must have ? for exactly one of the day of the month and that of the week";
}

/** Names of schedules that cron knows elsewhere. */
const nicknames: Readonly<Record<string, string>> = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
};

/** The expression of EventBridge that somebody means who writes cron as elsewhere: five fields, small letters, no question mark. */
function meantBy(expression: string): string | undefined {
  const [, inside] = /^cron\(([^()]{1,200})\)$/i.exec(expression) ?? [undefined, expression.slice(0, 200)];
  const parts = (nicknames[inside.toLowerCase()] ?? inside).toUpperCase().split(" ").filter(Boolean);
  if (parts.length < year || parts.length > fields.length) return undefined;
  const [minutes, hours, day, month, given = "", inYear = "*"] = parts;
  // Elsewhere weekdays are counted from 0, and there is no question mark.
  const isForeign = parts.length === year && !parts.includes("?");
  const weekday = isForeign ? given.replaceAll(/[0-7]/g, weekdayOf) : given;
  const days =
    weekday === "*" || weekday === "?" ? [day, "?"] : day === "*" ? ["?", weekday] : [day, weekday];
  const meant = [minutes, hours, days[0], month, days[1], inYear].map((part) => part ?? "");
  return cronError(meant) === undefined ? `cron(${meant.join(" ")})` : undefined;
}

function weekdayOf(number: string): string {
  return weekdays[Number(number) % weekdays.length] ?? number;
}

/**
 * What is wrong with an expression of Application Auto Scaling that sets the bounds of scaling, as words that follow its value;
 * nothing where it is valid.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html (read 2026-11-21)
 */
export function scalingScheduleError(expression: string): string | undefined {
  if (expression.startsWith("cron(")) {
    const error = scheduleError(expression);
    return error === `must be ${scheduleForms}` ? `must be ${scalingScheduleForms}` : error;
  }
  const [, time] = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/.exec(expression) ?? [];
  if (time === undefined) return suggestion(expression) ?? `must be ${scalingScheduleForms}`;
  const parsed = new Date(`${time}Z`);
  const exists = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(time);
  return exists ? undefined : `has "${time}": must be a time that exists`;
}

/**
 * A valid expression in the five fields of a CronJob. Kubernetes starts a rate at multiples of it since midnight, where
 * EventBridge Scheduler counts from the schedule's creation.
 */
export function kubernetesSchedule(expression: string): { schedule: string } | { refused: string } {
  const rate = rateOf(expression);
  if (rate) return ofRate(rate);
  const parts = cronOf(expression) ?? [];
  const special = parts.find((part, index) => fields[index]?.special?.test(part));
  if (special !== undefined) {
    return { refused: `has "${special}", which Kubernetes doesn't know: L, W and # are EventBridge's` };
  }
  if (parts[year] !== "*") return { refused: "has a year, which Kubernetes doesn't know: must be *" };
  const translated = parts.slice(0, year).map((part, index) => {
    const field = fields[index];
    if (part === "?" || part === "*" || field === undefined) return "*";
    return part
      .split(",")
      .map((item) => ofItem(item, field, index === dayOfWeek ? 1 : 0))
      .join(",");
  });
  return { schedule: translated.join(" ") };
}

interface Rate {
  value: number;
  unit: string;
}

function rateOf(expression: string): Rate | undefined {
  const [, text = "", unit = "", plural = ""] =
    /^rate\((\d{1,5}) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  const value = Number(text);
  return value > 0 && (plural === "s" || value === 1) ? { value, unit } : undefined;
}

function ofRate({ value, unit }: Rate): { schedule: string } | { refused: string } {
  if (unit === "minute" && value < 60 && 60 % value === 0) return { schedule: `*/${value} * * * *` };
  if (unit === "hour" && value < 24 && 24 % value === 0) return { schedule: `0 */${value} * * *` };
  if (unit === "day" && value === 1) return { schedule: "0 0 * * *" };
  return {
    refused:
      "is a rate that Kubernetes doesn't know: must be minutes that divide an hour, hours that divide a day, rate(1 day), or cron(…)",
  };
}

function cronOf(expression: string): string[] | undefined {
  const [, inside] = /^cron\(([^()]{1,200})\)$/.exec(expression) ?? [];
  const parts = inside?.split(" ");
  return parts?.length === fields.length ? parts : undefined;
}

function isField(text: string, field: Field): boolean {
  if (text === "*" || (text === "?" && field.special) || field.special?.test(text)) return true;
  return text.split(",").every((item) => {
    const [range = "", step, ...more] = item.split("/");
    if (more.length > 0 || (step !== undefined && !/^[1-9]\d{0,2}$/.test(step))) return false;
    if (range === "*") return step !== undefined;
    const [from = "", to, ...others] = range.split("-");
    const [first, last] = [numberOf(from, field), to === undefined ? field.max : numberOf(to, field)];
    return others.length === 0 && first !== undefined && last !== undefined && first <= last;
  });
}

/** A number or a word of a field within its bounds. */
function numberOf(text: string, { min, max, words }: Field): number | undefined {
  const word = words?.indexOf(text) ?? -1;
  const value = word >= 0 ? word + min : /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}

/** Kubernetes counts weekdays from 0, EventBridge from 1; "5/15" means the same to both, but is plainer with its end. */
function ofItem(item: string, field: Field, less: number): string {
  const [range = "", step] = item.split("/");
  if (range === "*") return `*/${step}`;
  const shift = (text: string) => (/^\d+$/.test(text) ? String(Number(text) - less) : text);
  const [from = "", to] = range.split("-");
  const last = to === undefined ? (step === undefined ? undefined : String(field.max - less)) : shift(to);
  return `${shift(from)}${last === undefined ? "" : `-${last}`}${step === undefined ? "" : `/${step}`}`;
}

/** The form of a time zone, whether or not there is one of that name. */
export const timeZoneForm = /^[A-Za-z0-9_+/-]{1,100}$/;

/** Whether a name is a time zone of the IANA database, as both EventBridge Scheduler and Kubernetes take it. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Z][A-Za-z_]{1,30}(\/[A-Za-z0-9_+-]{1,30}){0,2}$/.test(name)) return false;
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    return timeZone === name || timeZone.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}
