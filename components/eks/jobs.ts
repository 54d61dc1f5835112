import type * as pulumi from "@pulumi/pulumi";
import type { DeployedJobs } from "../deployment";
import type { FailureTopic } from "../failure-topic";
import type { JobDescription } from "../job";
import { EksJob } from "./job";
import { EksJobFailures } from "./job-failures";
import type { WorkloadCluster } from "./workload-cluster";

/**
 * Creates the jobs of a stack in an EKS cluster, and what hears of their failures: an SNS topic, where the cluster writes an audit
 * log.
 *
 * @param topic The topic that hears of each run that failed. Default: one of its own.
 */
export function createEksJobs(
  name: string,
  {
    cluster,
    jobs,
    topic,
  }: {
    cluster: WorkloadCluster;
    jobs: Readonly<Record<string, JobDescription>>;
    topic?: FailureTopic | undefined;
  },
  options: pulumi.ComponentResourceOptions,
): DeployedJobs {
  const created = Object.entries(jobs).map(([name, job]) => new EksJob(name, { cluster, job }, options));
  const { name: clusterName, namespace, auditLogGroupName } = cluster;
  if (created.length === 0 || clusterName === undefined || auditLogGroupName === undefined) {
    return { jobs: created, outputs: {} };
  }
  const args = {
    cluster: { name: clusterName, namespace },
    auditLogGroupName,
    jobs: Object.keys(jobs),
    topic,
  };
  const { failures } = new EksJobFailures(name, args, options);
  return { jobs: created, outputs: { eksJobFailures: failures.arn } };
}
