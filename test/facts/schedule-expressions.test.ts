import assert from "node:assert/strict";
import {
  isTimeZone,
  kubernetesSchedule,
  scheduleError,
  scheduleForms,
} from "../../facts/schedule-expressions";

const bothDays = "must have ? for exactly one of the day of the month and that of the week";

describe("A schedule expression", () => {
  for (const valid of [
    "rate(1 minute)",
    "rate(90 minutes)",
    "rate(7 days)",
    "cron(0 2 * * ? *)",
    "cron(0/15 8-18 ? * MON-FRI *)",
    "cron(0 0 L * ? *)",
    "cron(0 0 15W * ? *)",
    "cron(0 0 ? * 2#1 *)",
    "cron(0 0 ? * 6L 2027-2030)",
    "cron(*/10 * ? JAN,JUL 1,3,5 *)",
  ]) {
    it(`is ${valid}`, () => assert.equal(scheduleError(valid), undefined));
  }

  for (const [invalid, error] of [
    ["", `must be ${scheduleForms}`],
    ["0 2 * * *", "must be cron(0 2 * * ? *) in the syntax of EventBridge"],
    ["*/5 8-18 * * 1-5", "must be cron(*/5 8-18 ? * MON-FRI *) in the syntax of EventBridge"],
    ["0 2 * * 0,7", "must be cron(0 2 ? * SUN,SUN *) in the syntax of EventBridge"],
    ["@daily", "must be cron(0 0 * * ? *) in the syntax of EventBridge"],
    ["@weekly", "must be cron(0 0 ? * SUN *) in the syntax of EventBridge"],
    ["cron(0 2 ? * mon-fri *)", "must be cron(0 2 ? * MON-FRI *) in the syntax of EventBridge"],
    ["CRON(0  2 * * MON *)", "must be cron(0 2 ? * MON *) in the syntax of EventBridge"],
    ["cron(0 2 ? * 2)", "must be cron(0 2 ? * 2 *) in the syntax of EventBridge"],
    ["0 2 1 * 1", `must be ${scheduleForms}`],
    ["0 0 2 * * ?", `must be ${scheduleForms}`],
    ["at(2027-01-01T00:00:00)", `must be ${scheduleForms}`],
    ["rate(0 minutes)", `must be ${scheduleForms}`],
    ["rate(2 minute)", `must be ${scheduleForms}`],
    ["rate(1 week)", `must be ${scheduleForms}`],
    ["cron(0 2 * * ?)", "must be cron(0 2 * * ? *) in the syntax of EventBridge"],
    ["cron(0 2 * * * *)", "must be cron(0 2 * * ? *) in the syntax of EventBridge"],
    ["cron(0 2 1 * MON *)", bothDays],
    ["cron(0 2 ? * ? *)", bothDays],
    ["cron(60 2 * * ? *)", 'has "60" for minutes: must be from 0 to 59, with , - / and *'],
    ["cron(0 24 * * ? *)", 'has "24" for hours: must be from 0 to 23, with , - / and *'],
    [
      "cron(0 2 ? * 0 *)",
      'has "0" for the day of the week: must be from 1 to 7 or SUN to SAT, with , - / and *',
    ],
    [
      "cron(0 2 ? * FRI-MON *)",
      'has "FRI-MON" for the day of the week: must be from 1 to 7 or SUN to SAT, with , - / and *',
    ],
    ["cron(0/0 2 * * ? *)", 'has "0/0" for minutes: must be from 0 to 59, with , - / and *'],
    ["cron(1-2-3 2 * * ? *)", 'has "1-2-3" for minutes: must be from 0 to 59, with , - / and *'],
    ["cron(0 2 * * ? 1969)", 'has "1969" for the year: must be from 1970 to 2199, with , - / and *'],
  ] as const) {
    it(`is not "${invalid}"`, () => assert.equal(scheduleError(invalid), error));
  }

  it("is judged in no time, however long", () => {
    for (const hostile of [
      `cron(${"1,".repeat(100_000)} 2 * * ? *)`,
      `cron(${" ".repeat(100_000)}`,
      `rate(${"1".repeat(100_000)} minutes)`,
      `@${"daily ".repeat(100_000)}`,
    ]) {
      assert.ok(scheduleError(hostile));
    }
  });
});

describe("A schedule of Kubernetes", () => {
  for (const [expression, schedule] of [
    ["rate(1 minute)", "*/1 * * * *"],
    ["rate(15 minutes)", "*/15 * * * *"],
    ["rate(1 hour)", "0 */1 * * *"],
    ["rate(6 hours)", "0 */6 * * *"],
    ["rate(1 day)", "0 0 * * *"],
    ["cron(0 2 * * ? *)", "0 2 * * *"],
    ["cron(30 8 ? * MON-FRI *)", "30 8 * * MON-FRI"],
    ["cron(0 8 ? * 1,3-5,7 *)", "0 8 * * 0,2-4,6"],
    ["cron(0 8 ? * 2/2 *)", "0 8 * * 1-6/2"],
    ["cron(5/15 */4 1 JAN-JUN/2 ? *)", "5-59/15 */4 1 JAN-JUN/2 *"],
  ] as const) {
    it(`says ${expression} as ${schedule}`, () =>
      assert.deepEqual(kubernetesSchedule(expression), { schedule }));
  }

  const noRate =
    "is a rate that Kubernetes doesn't know: must be minutes that divide an hour, hours that divide a day, rate(1 day), or cron(…)";
  for (const [expression, refused] of [
    ["rate(7 days)", noRate],
    ["rate(45 minutes)", noRate],
    ["rate(90 minutes)", noRate],
    ["rate(5 hours)", noRate],
    ["cron(0 0 L * ? *)", `has "L", which Kubernetes doesn't know: L, W and # are EventBridge's`],
    ["cron(0 0 15W * ? *)", `has "15W", which Kubernetes doesn't know: L, W and # are EventBridge's`],
    ["cron(0 0 ? * 2#1 *)", `has "2#1", which Kubernetes doesn't know: L, W and # are EventBridge's`],
    ["cron(0 0 1 * ? 2027)", "has a year, which Kubernetes doesn't know: must be *"],
  ] as const) {
    it(`can't say ${expression}`, () => assert.deepEqual(kubernetesSchedule(expression), { refused }));
  }
});

describe("A time zone", () => {
  it("is one of the IANA database, in its own spelling", () => {
    for (const name of [
      "UTC",
      "Etc/UTC",
      "Europe/Berlin",
      "America/Argentina/Buenos_Aires",
      "Asia/Kolkata",
    ]) {
      assert.ok(isTimeZone(name), name);
    }
    for (const name of ["", "berlin", "Europe/berlin", "Europe/Bärlin", "+01:00", "A".repeat(100_000)]) {
      assert.ok(!isTimeZone(name), name);
    }
  });
});
