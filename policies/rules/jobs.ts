import { inProd, type Rule } from "../rule";
import { at, isMissing, number } from "../values";

const jobDefinition = "aws:batch/jobDefinition:JobDefinition";
const schedule = "aws:scheduler/schedule:Schedule";

/** Rules for jobs on AWS Batch and on a schedule. */
export const jobRules: Rule[] = [
  {
    id: "job-timeout",
    title: "A job that hangs is stopped",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/batch/latest/userguide/job_timeouts.html",
    severity: "medium",
    enforcement: inProd,
    types: [jobDefinition],
    needs: "resource",
    check: ({ inputs }) =>
      isMissing(inputs, "timeout.attemptDurationSeconds")
        ? ["A job that hangs is paid for until somebody notices: set timeout.attemptDurationSeconds."]
        : [],
  },
  {
    id: "job-retry",
    title: "A job that fails by chance is tried again",
    controls: ["AWS guidance"],
    url: "https://docs.aws.amazon.com/batch/latest/userguide/job_retries.html",
    severity: "low",
    enforcement: inProd,
    types: [jobDefinition, schedule],
    needs: "resource",
    check({ type, inputs }) {
      if (type === schedule) {
        return number(at(inputs, "target.retryPolicy.maximumRetryAttempts")) === 0
          ? [
              "A task that couldn't start is not tried again: set target.retryPolicy.maximumRetryAttempts: 1 or more.",
            ]
          : [];
      }
      const attempts = number(at(inputs, "retryStrategy.attempts"));
      return isMissing(inputs, "retryStrategy.attempts") || (attempts !== undefined && attempts < 2)
        ? ["An interrupted Spot instance is the end of the job: set retryStrategy.attempts: 2 or more."]
        : [];
    },
  },
];
