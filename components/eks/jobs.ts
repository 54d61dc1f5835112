import type * as pulumi from "@pulumi/pulumi";
import type { DeployedJobs, StackService } from "../deployment";
import type { FailureTopic } from "../failure-topic";
import { assertValidArguments } from "../invalid-arguments";
import type { JobDescription } from "../job";
import { validateJobStarts } from "../job-event";
import { EksJob } from "./job";
import { EksJobEvents } from "./job-events";
import type { EksJobEventsArgs } from "./job-events-arguments";
import { EksJobFailures } from "./job-failures";
import { scaleWorkers, validateWorkers } from "./scaled-workers";
import type { WorkloadCluster } from "./workload-cluster";

/** The jobs of a stack in an EKS cluster. */
interface EksJobsArgs {
  cluster: WorkloadCluster;
  jobs: Readonly<Record<string, JobDescription>>;
  /** The services in the cluster, of which those with a `backlog` are scaled on it. @default none */
  services?: readonly Pick<StackService, "name" | "service">[];
  /** The topic that is notified of each run and each start that failed. @default one of its own, but for the scaling of workers */
  topic?: FailureTopic | undefined;
}

/**
 * Creates the jobs of a stack in an EKS cluster, what reports their failures, and what starts them by events; and what scales its
 * workers.
 */
export function createEksJobs(
  name: string,
  args: EksJobsArgs,
  options: pulumi.ComponentResourceOptions,
): DeployedJobs {
  const { services = [] } = args;
  assertValidArguments("EksJobs", name, [...validateJobStarts(args.jobs), ...validateWorkers(services)]);
  const created = Object.entries(args.jobs).map(
    ([job, described]) => new EksJob(job, { cluster: args.cluster, job: described }, options),
  );
  const runs = reportRuns(name, args, options);
  const starts = startByEvents(name, created, { ...args, topic: runs ?? args.topic }, options);
  const failures = runs ?? starts;
  scaleWorkers(name, { ...args, services }, options);
  return { jobs: created, outputs: failures ? { eksJobFailures: failures.arn } : {} };
}

/** The topic that is notified of runs that failed; undefined where there are none, or the cluster has no audit log. */
function reportRuns(
  name: string,
  { cluster, jobs, topic }: EksJobsArgs,
  options: pulumi.ComponentResourceOptions,
): FailureTopic | undefined {
  const { name: clusterName, namespace, auditLogGroupName } = cluster;
  const names = Object.keys(jobs);
  if (names.length === 0 || clusterName === undefined || auditLogGroupName === undefined) return undefined;
  const args = { cluster: { name: clusterName, namespace }, auditLogGroupName, jobs: names, topic };
  return new EksJobFailures(name, args, options).failures;
}

/** The topic that is notified of starts that failed; undefined where no event starts a job. */
function startByEvents(
  name: string,
  created: readonly EksJob[],
  { cluster, jobs, topic }: EksJobsArgs,
  options: pulumi.ComponentResourceOptions,
): FailureTopic | undefined {
  const started = created.flatMap((job) => {
    const on = jobs[job.name]?.on;
    return on ? [{ job, on }] : [];
  });
  const { name: clusterName, api } = cluster;
  if (started.length === 0 || clusterName === undefined || !api) return undefined;
  const successes = successesOf(cluster, Object.values(jobs));
  const args = { cluster: { name: clusterName, api }, jobs: started, topic, successes };
  return new EksJobEvents(name, args, options).failures;
}

/** What watches for jobs that succeeded; undefined where the cluster has no audit log. */
function successesOf(
  { namespace, auditLogGroupName, containerLogs }: WorkloadCluster,
  jobs: readonly JobDescription[],
): EksJobEventsArgs["successes"] {
  if (auditLogGroupName === undefined) return undefined;
  const kept = jobs.map(({ logs }) => logs?.retentionDays ?? 7);
  return {
    namespace: namespace.metadata.name,
    auditLogGroupName,
    retentionDays: kept.reduce((most, days) => (days > most ? days : most), kept[0] ?? 7),
    logKeyArn: containerLogs?.logKeyArn,
  };
}
