import type * as pulumi from "@pulumi/pulumi";
import type { DeployedJobs } from "../deployment";
import type { JobDescription } from "../job";
import { EksJob } from "./job";
import type { WorkloadCluster } from "./workload-cluster";

/** Creates the jobs of a stack in an EKS cluster. */
export function createEksJobs(
  { cluster, jobs }: { cluster: WorkloadCluster; jobs: Readonly<Record<string, JobDescription>> },
  options: pulumi.ComponentResourceOptions,
): DeployedJobs {
  const created = Object.entries(jobs).map(([name, job]) => new EksJob(name, { cluster, job }, options));
  return { jobs: created, outputs: {} };
}
