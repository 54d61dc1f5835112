import type { FailureTopic } from "../failure-topic";
import type { JobEvent } from "../job-event";
import type { CalledCluster } from "./cluster-api";
import type { EksJob } from "./job";
import type { JobSuccessesArgs } from "./job-successes-arguments";

/** Arguments of `EksJobEvents`. */
export interface EksJobEventsArgs {
  /** The cluster that the jobs run in. */
  cluster: CalledCluster;
  /** The jobs with their events. */
  jobs: readonly { job: EksJob; on: JobEvent }[];
  /** What watches for jobs that succeeded. Required where a job comes after another. @default nothing */
  successes?:
    | Pick<JobSuccessesArgs, "namespace" | "auditLogGroupName" | "retentionDays" | "logKeyArn">
    | undefined;
  /** The topic that is notified of each start that failed, such as an `AlarmTopic`. @default one of its own */
  topic?: FailureTopic | undefined;
}
