import { scheduleRules } from "../../../policies/rules/schedules";
import { resource, testRules, unknownMark } from "../states";

const schedule = (target: object, others: object = {}) =>
  resource("aws:scheduler/schedule:Schedule", { target, ...others });
const retries = (retryPolicy?: object) => schedule({ ...(retryPolicy && { retryPolicy }) });
const cronJob = (spec: object) => resource("kubernetes:batch/v1:CronJob", { spec });
const run = { spec: { activeDeadlineSeconds: 3600 } };

const late =
  "A start that fails is tried again for a day, when the next run may be in progress: set target.retryPolicy.maximumEventAgeInSeconds, for instance to 3600.";
const inDefault =
  "The group default is that of the whole account, without tags, and roles can't be limited to its schedules: set groupName.";
const missed =
  "After 100 missed starts, such as while the cluster was down, nothing starts any more: set spec.startingDeadlineSeconds.";
const hangs =
  "A run that hangs is never ended, and costs as long as it does: set spec.jobTemplate.spec.activeDeadlineSeconds.";

testRules("schedules", scheduleRules, {
  "schedule-dead-letter-queue": {
    passes: [
      [schedule({ deadLetterConfig: { arn: "arn:aws:sqs:us-east-1:000000000000:dead-letters" } })],
      [schedule({ deadLetterConfig: { arn: unknownMark } })],
    ],
    fails: [
      [
        [schedule({ arn: "arn:aws:states:us-east-1:000000000000:stateMachine:report" })],
        "Starts that fail are not reported: set target.deadLetterConfig to a queue of SQS.",
      ],
    ],
  },
  "schedule-bounded-retries": {
    passes: [
      [retries({ maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 })],
      [retries({ maximumEventAgeInSeconds: "3600" })],
      [retries({ maximumRetryAttempts: 0 })],
    ],
    fails: [
      [[retries()], late],
      [[retries({ maximumRetryAttempts: 10 })], late],
      [[retries({ maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 10 })], late],
    ],
  },
  "schedule-group": {
    passes: [[schedule({}, { groupName: "shop-prod-ecs" })]],
    fails: [
      [[resource("aws:scheduler/schedule:Schedule", {})], inDefault],
      [[schedule({}, { groupName: "default" })], inDefault],
    ],
  },
  "cron-job-concurrency": {
    passes: [[cronJob({ concurrencyPolicy: "Forbid" })], [cronJob({ concurrencyPolicy: "Allow" })]],
    fails: [
      [
        [cronJob({})],
        "A run that takes longer than its schedule overlaps with the next one: set spec.concurrencyPolicy to Forbid, or to Allow where they may.",
      ],
    ],
  },
  "cron-job-deadlines": {
    passes: [
      [cronJob({ startingDeadlineSeconds: 3600, jobTemplate: run })],
      [cronJob({ startingDeadlineSeconds: 3600, jobTemplate: { spec: { template: run } } })],
    ],
    fails: [
      [[cronJob({ jobTemplate: run })], missed],
      [[cronJob({ startingDeadlineSeconds: 3600, jobTemplate: { spec: {} } })], hangs],
      [[cronJob({})], missed, hangs],
    ],
  },
  "cron-job-failures-kept": {
    passes: [[cronJob({})], [cronJob({ failedJobsHistoryLimit: 3 })]],
    fails: [
      [
        [cronJob({ failedJobsHistoryLimit: 0 })],
        "A run that failed is deleted at once, with its log lines: set spec.failedJobsHistoryLimit to 1 or more.",
      ],
    ],
  },
});
