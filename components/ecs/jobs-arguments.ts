import type { FailureTopic } from "../failure-topic";
import type { JobDescription } from "../job";
import type { EcsJobArgs } from "./job-arguments";

/** Arguments of `EcsJobs`. */
export interface EcsJobsArgs extends Omit<EcsJobArgs, "job" | "failures" | "starts"> {
  /** The jobs, by name. */
  jobs: Readonly<Record<string, JobDescription>>;
  /** The topic that receives a message for each run that failed, such as an `AlarmTopic`. @default one of its own */
  topic?: FailureTopic | undefined;
}
