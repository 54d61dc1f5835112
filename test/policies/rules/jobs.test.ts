import { jobRules } from "../../../policies/rules/jobs";
import { resource, testRules } from "../states";

const job = (inputs: object) => resource("aws:batch/jobDefinition:JobDefinition", { ...inputs });
const schedule = (retryPolicy?: object) =>
  resource("aws:scheduler/schedule:Schedule", { target: { retryPolicy } });
const end = "An interrupted Spot instance is the end of the job: set retryStrategy.attempts: 2 or more.";

testRules("jobs", jobRules, {
  "job-timeout": {
    passes: [[job({ timeout: { attemptDurationSeconds: 3600 } })]],
    fails: [
      [[job({})], "A job that hangs is paid for until somebody notices: set timeout.attemptDurationSeconds."],
    ],
  },
  "job-retry": {
    passes: [
      [job({ retryStrategy: { attempts: 3 } })],
      [schedule({ maximumRetryAttempts: 3 })],
      [schedule()],
    ],
    fails: [
      [[job({})], end],
      [[job({ retryStrategy: { attempts: 1 } })], end],
      [
        [schedule({ maximumRetryAttempts: 0 })],
        "A task that couldn't start is not tried again: set target.retryPolicy.maximumRetryAttempts: 1 or more.",
      ],
    ],
  },
});
