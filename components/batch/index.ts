export type { BatchJobsArgs, BatchNetwork } from "./batch-jobs-arguments";
export { BatchJob, type BatchJobRuns } from "./job";
export type { BatchJobArgs } from "./job-arguments";
export { BatchJobs, runOnBatch } from "./jobs";
