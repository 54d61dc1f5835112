import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { latestStartSeconds } from "../../facts/job-limits";
import { kubernetesSchedule } from "../../facts/schedule-expressions";
import { assertValidArguments } from "../invalid-arguments";
import { arrayIndexVariable, type CompleteJob, completeJob } from "../job";
import { eventVariable } from "../job-event";
import { containerSpec } from "./container";
import { type EksJobArgs, validateEksJob } from "./job-arguments";
import { createNetworkPolicy } from "./network-policy";
import { nodePlacement } from "./node-placement";
import { podSpec } from "./pod";
import { createPodResources, type PodResources } from "./pod-resources";
import { podLabels, type WorkloadMetadata } from "./workload-metadata";

/** What starts a job by hand, and finds its log lines. */
export interface EksJobRuns {
  platform: "eks";
  /** Namespace of the CronJob and its Jobs. */
  namespace: pulumi.Output<string>;
  /** Name of the CronJob, whose template each run has. */
  cronJob: pulumi.Output<string>;
  /** Name of the container in its pods. */
  container: string;
}

/** Name of the container in the pods of a job. */
const containerName = "job";

/** Where Kubernetes has the index of a pod in an Indexed Job. */
const indexField = "metadata.annotations['batch.kubernetes.io/job-completion-index']";

/** Seconds that a finished Job can be seen: a week. */
const seenSeconds = 604_800;

/**
 * A job in an EKS cluster: CronJob, ServiceAccount without token and NetworkPolicy. Without a schedule the CronJob is suspended,
 * and each run is a Job from its template.
 *
 * A run whose container exits with another status than 0, or takes too long, is repeated as the job says; then the Job is marked
 * as failed (`kubectl get jobs`), of which an `EksJobFailures` tells.
 *
 * Costs nothing itself; a run costs the node that Auto Mode starts for it, where no other one has room.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class EksJob extends pulumi.ComponentResource {
  /** Name of the job, as the component was called. */
  public readonly name: string;
  /** A job has no address. */
  public readonly url = undefined;
  /** The CronJob. */
  public readonly cronJob: k8s.batch.v1.CronJob;
  /** What starts it by hand. */
  public readonly runs: EksJobRuns;

  constructor(name: string, args: EksJobArgs, opts?: pulumi.ComponentResourceOptions) {
    const job = completeJob(args.job);
    assertValidArguments("EksJob", name, validateEksJob(name, job, args));
    super(
      "aws-containers:eks:EksJob",
      name,
      {},
      pulumi.mergeOptions(opts, {
        providers: { kubernetes: args.cluster.provider },
        // A worker that became a job keeps the objects which have its name.
        aliases: [{ type: "aws-containers:eks:Workload" }],
      }),
    );
    this.name = name;
    const { cluster } = args;
    const metadata: WorkloadMetadata = {
      name,
      namespace: cluster.namespace.metadata.name,
      labels: podLabels(name),
    };
    const resources = createPodResources(name, { container: job, metadata, cluster }, this);
    const networkPolicy = createNetworkPolicy(name, metadata, job, [], { parent: this });
    this.cronJob = this.createCronJob(metadata, job, resources, networkPolicy);
    this.runs = {
      platform: "eks",
      namespace: this.cronJob.metadata.namespace,
      cronJob: this.cronJob.metadata.name,
      container: containerName,
    };
    this.registerOutputs({ cronJob: this.cronJob.metadata.name });
  }

  private createCronJob(
    metadata: WorkloadMetadata,
    job: CompleteJob,
    resources: PodResources,
    networkPolicy: pulumi.Resource,
  ): k8s.batch.v1.CronJob {
    return new k8s.batch.v1.CronJob(
      `${metadata.name}-job`,
      {
        metadata,
        spec: {
          ...startsOf(job),
          concurrencyPolicy: job.concurrency === "forbid" ? "Forbid" : "Allow",
          startingDeadlineSeconds: latestStartSeconds,
          successfulJobsHistoryLimit: 3,
          failedJobsHistoryLimit: 3,
          jobTemplate: {
            metadata: { labels: metadata.labels },
            spec: {
              ...repetitionsOf(job),
              activeDeadlineSeconds: longestSecondsOf(job),
              ttlSecondsAfterFinished: seenSeconds,
              template: {
                metadata: {
                  labels: metadata.labels,
                  // Otherwise it would be evicted from a node that is to be removed.
                  annotations: { ...resources.placement.unmoved },
                },
                spec: jobPodSpec(job, resources),
              },
            },
          },
        },
      },
      { parent: this, dependsOn: [networkPolicy, ...resources.needed] },
    );
  }
}

/** When it starts. Kubernetes requires a schedule, that of a suspended CronJob is never used. */
function startsOf({ schedule, timezone }: CompleteJob) {
  const translated = schedule === undefined ? undefined : kubernetesSchedule(schedule);
  return translated && "schedule" in translated
    ? { schedule: translated.schedule, timeZone: timezone, suspend: false }
    : { schedule: "0 0 1 1 *", timeZone: "Etc/UTC", suspend: true };
}

/** How often it runs: an array as an Indexed Job, of which each index is repeated by itself. */
function repetitionsOf({ array, retries }: CompleteJob) {
  return array === undefined
    ? { backoffLimit: retries }
    : { completionMode: "Indexed", completions: array, parallelism: array, backoffLimitPerIndex: retries };
}

/**
 * Seconds that a Job waits for nodes, and at most before each retry, whose backoff ends at six minutes.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/ (Pod backoff failure policy, read 2026-11-22)
 */
const waitSeconds = { forNodes: 900, beforeRetry: 360 };

/** Kubernetes counts nanoseconds in 64 bits. */
const longestDeadline = 2 ** 31 - 1;

/**
 * Seconds after which a Job fails whose pods find no node: the deadline of a pod counts from its start. All retries have room in them,
 * and the containers of an array one after the other.
 */
function longestSecondsOf({ retries, timeoutMinutes, array = 1 }: CompleteJob): number {
  const oneAfterTheOther = timeoutMinutes * 60 * (retries + 1) + waitSeconds.beforeRetry * retries;
  return Math.min(waitSeconds.forNodes + oneAfterTheOther * array, longestDeadline);
}

function jobPodSpec(job: CompleteJob, resources: PodResources): k8s.types.input.core.v1.PodSpec {
  const fields: Record<string, string> = job.array === undefined ? {} : { [arrayIndexVariable]: indexField };
  const { gpu, on } = job;
  // Whoever starts it by an event says another one.
  const variables: Record<string, string> = on === undefined ? {} : { [eventVariable]: "{}" };
  return {
    ...podSpec(job, containerSpec(containerName, job, { ...resources, fields, variables, gpu }), resources),
    restartPolicy: "Never",
    terminationGracePeriodSeconds: job.stopSeconds,
    // Of one run; that of a Job would count all of its retries.
    activeDeadlineSeconds: job.timeoutMinutes * 60,
    ...nodePlacement(job, job.capacity, resources),
  };
}
