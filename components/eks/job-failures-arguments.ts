import type * as pulumi from "@pulumi/pulumi";
import type { FailureTopic } from "../failure-topic";
import type { WorkloadCluster } from "./workload-cluster";

/** Arguments of `EksJobFailures`. */
export interface EksJobFailuresArgs {
  /** The cluster that the jobs run in. */
  cluster: Pick<WorkloadCluster, "namespace"> & { readonly name: string };
  /** The log group of the cluster's audit log. */
  auditLogGroupName: pulumi.Input<string>;
  /** Names of the jobs, which are those of their CronJobs. */
  jobs: readonly string[];
  /** The topic that is notified of each run that failed, such as an `AlarmTopic`. @default one of its own */
  topic?: FailureTopic | undefined;
}
