import { always, inProd, type Rule } from "../rule";
import { at, isMissing, number, unknown } from "../values";

const scheduler = "https://docs.aws.amazon.com/scheduler/latest/UserGuide";
const cronJobs = "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/";
const ofSchedule = {
  controls: ["AWS guidance"],
  types: ["aws:scheduler/schedule:Schedule"],
  needs: "resource",
} as const;
const ofCronJob = {
  controls: ["AWS guidance"],
  url: cronJobs,
  types: ["kubernetes:batch/v1:CronJob"],
  needs: "resource",
} as const;

/** Seconds after which a start is too late to be of use: a day, as EventBridge Scheduler has it by default. */
const tooLate = 86_400;

/** Rules for what starts on a schedule: schedules of EventBridge Scheduler and CronJobs. Security Hub has none for either. */
export const scheduleRules: Rule[] = [
  {
    ...ofSchedule,
    id: "schedule-dead-letter-queue",
    title: "Schedules have a dead-letter queue",
    url: `${scheduler}/configuring-schedule-dlq.html`,
    severity: "medium",
    enforcement: inProd,
    check: ({ inputs }) =>
      isMissing(inputs, "target.deadLetterConfig.arn")
        ? ["Starts that fail are not reported: set target.deadLetterConfig to a queue of SQS."]
        : [],
  },
  {
    ...ofSchedule,
    id: "schedule-bounded-retries",
    title: "Late starts of schedules are dropped",
    url: `${scheduler}/managing-schedule-retry.html`,
    severity: "low",
    enforcement: inProd,
    check({ inputs }) {
      const age = at(inputs, "target.retryPolicy.maximumEventAgeInSeconds");
      const attempts = at(inputs, "target.retryPolicy.maximumRetryAttempts");
      const seconds = number(age);
      if (age === unknown || attempts === unknown || number(attempts) === 0) return [];
      return seconds === undefined || seconds >= tooLate
        ? [
            "A start that fails is tried again for a day, when the next run may be in progress: set target.retryPolicy.maximumEventAgeInSeconds, for instance to 3600.",
          ]
        : [];
    },
  },
  {
    ...ofSchedule,
    id: "schedule-group",
    title: "Schedules are in a group of their own stack",
    url: `${scheduler}/managing-schedule-group.html`,
    severity: "low",
    enforcement: inProd,
    check({ inputs }) {
      const group = at(inputs, "groupName");
      return group === undefined || group === "default"
        ? [
            "The group default is that of the whole account, without tags, and roles can't be limited to its schedules: set groupName.",
          ]
        : [];
    },
  },
  {
    ...ofCronJob,
    id: "cron-job-concurrency",
    title: "CronJobs have a concurrency policy",
    severity: "low",
    enforcement: inProd,
    check: ({ inputs }) =>
      isMissing(inputs, "spec.concurrencyPolicy")
        ? [
            "A run that takes longer than its schedule overlaps with the next one: set spec.concurrencyPolicy to Forbid, or to Allow where they may.",
          ]
        : [],
  },
  {
    ...ofCronJob,
    id: "cron-job-deadlines",
    title: "CronJobs have a starting deadline and an active deadline",
    severity: "medium",
    enforcement: inProd,
    check: ({ inputs }) => [
      ...(isMissing(inputs, "spec.startingDeadlineSeconds")
        ? [
            "After 100 missed starts, such as while the cluster was down, nothing starts any more: set spec.startingDeadlineSeconds.",
          ]
        : []),
      ...(isMissing(inputs, "spec.jobTemplate.spec.activeDeadlineSeconds") &&
      isMissing(inputs, "spec.jobTemplate.spec.template.spec.activeDeadlineSeconds")
        ? [
            "A run that hangs is never ended, and costs as long as it does: set spec.jobTemplate.spec.activeDeadlineSeconds.",
          ]
        : []),
    ],
  },
  {
    ...ofCronJob,
    id: "cron-job-failures-kept",
    title: "CronJobs keep failed runs",
    severity: "low",
    enforcement: always,
    check: ({ inputs }) =>
      number(at(inputs, "spec.failedJobsHistoryLimit")) === 0
        ? [
            "A run that failed is deleted at once, with its log lines: set spec.failedJobsHistoryLimit to 1 or more.",
          ]
        : [],
  },
];
