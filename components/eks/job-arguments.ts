import { nameLengths } from "../../facts/name-lengths";
import { kubernetesSchedule, scheduleError } from "../../facts/schedule-expressions";
import { validateLength } from "../invalid-arguments";
import { type CompleteJob, completeJob, type JobDescription, validateJob } from "../job";
import type { JobEvent } from "../job-event";
import type { NodeRequirements } from "./cluster-arguments";
import { validateGpu } from "./gpu-validation";
import { validateNodeGroup } from "./node-placement";
import { validatePods } from "./pod-validation";
import type { WorkloadCluster } from "./workload-cluster";

/** Arguments of `EksJob`. */
export interface EksJobArgs {
  /** The cluster that it runs in. An `EksCluster` is assignable; it has the job's requirements among its services. */
  cluster: WorkloadCluster;
  /** What runs, and when. `logs` has no effect where the cluster collects none: `kubectl logs` shows what a node has. */
  job: JobDescription;
}

/** What a cluster has to know of a job, so that its nodes can run it: as of a service that nobody reaches. */
export function nodesForJob(job: JobDescription): NodeRequirements {
  const { array = 1 } = completeJob(job);
  return { ...job, exposure: "none", scaling: { min: 1, max: array }, maximumPercent: 100 };
}

/** Validates a job for Kubernetes. */
export function validateEksJob(
  name: string,
  job: CompleteJob,
  { cluster }: Pick<EksJobArgs, "cluster">,
): string[] {
  return [
    ...validateLength("name", name, { max: nameLengths.cronJob }),
    ...validateEvent(job.on, cluster),
    ...validatePods(name, "job", job, cluster),
    ...validateJob(job),
    ...validateSchedule(job.schedule),
    ...validateGpu("job", job),
    ...validateNodeGroup("job", job, cluster),
  ];
}

/** Step Functions creates the Jobs, and the audit log of the cluster tells of their end. */
function validateEvent(
  on: JobEvent | undefined,
  { name: clusterName, api, auditLogGroupName }: Pick<WorkloadCluster, "name" | "api" | "auditLogGroupName">,
): string[] {
  if (on === undefined) return [];
  if ("job" in on && auditLogGroupName === undefined) {
    return [
      "job.on.job needs the audit log of the cluster, which tells that a Job succeeded: must be left out, or another event",
    ];
  }
  return clusterName === undefined || api === undefined
    ? [
        "job.on needs a cluster of EKS which has it among its services, or nothing calls its API: must be left out",
      ]
    : [];
}

function validateSchedule(schedule: string | undefined): string[] {
  if (schedule === undefined || scheduleError(schedule) !== undefined) return [];
  const translated = kubernetesSchedule(schedule);
  return "refused" in translated ? [`job.schedule ${translated.refused}`] : [];
}
