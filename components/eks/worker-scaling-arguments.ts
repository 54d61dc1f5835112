import type { LogRetentionDays } from "../../facts/log-retention";
import type { FailureTopic } from "../failure-topic";
import type { Backlog } from "../scaling";
import type { CalledCluster } from "./cluster-api";
import type { WorkloadCluster } from "./workload-cluster";

/** A worker: a service that works on the messages of a queue. */
export interface ScaledWorker {
  /** Name of its `Workload`. */
  name: string;
  min: number;
  max: number;
  backlog: Backlog;
}

/** Arguments of `WorkerScaling`. */
export interface WorkerScalingArgs {
  /** The cluster that the workers run in. */
  cluster: CalledCluster & Pick<WorkloadCluster, "provider" | "namespace" | "logKeyArn">;
  /** At most 25. */
  workers: readonly ScaledWorker[];
  /** Days that the log lines of the function are kept. @default 7 */
  retentionDays?: LogRetentionDays;
  /** The topic that is notified of a function that fails for five minutes, such as an `AlarmTopic`. @default none: failures are not reported */
  topic?: FailureTopic | undefined;
}
