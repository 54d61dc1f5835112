import type * as pulumi from "@pulumi/pulumi";
import type { DeployedJobs } from "../deployment";
import type { FailureTopic } from "../failure-topic";
import type { JobDescription } from "../job";
import { EksJob } from "./job";
import { EksJobEvents } from "./job-events";
import type { WorkloadCluster } from "./workload-cluster";

/**
 * Creates the jobs of a stack in an EKS cluster, and what starts them by events.
 *
 * @param topic The topic that hears of each start that failed. Default: one of its own.
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
  const created = Object.entries(jobs).map(
    ([job, described]) => new EksJob(job, { cluster, job: described }, options),
  );
  const started = created.flatMap((job) => {
    const on = jobs[job.name]?.on;
    return on ? [{ job, on }] : [];
  });
  const { name: clusterName, api } = cluster;
  if (started.length === 0 || clusterName === undefined || !api) return { jobs: created, outputs: {} };
  const args = { cluster: { name: clusterName, api }, jobs: started, topic };
  const { failures } = new EksJobEvents(name, args, options);
  return { jobs: created, outputs: { eksJobFailures: failures.arn } };
}
