export type { BatchJobsArgs, BatchNetwork } from "./batch-jobs-arguments";
export { BatchJob, type BatchJobArgs, type BatchJobRuns } from "./job";
export { BatchJobs, runOnBatch } from "./jobs";
