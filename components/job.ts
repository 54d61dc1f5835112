import { type Capacity, capacities } from "../facts/capacities";
import type { ClusterCompute } from "../facts/ecs-computes";
import { jobLimits } from "../facts/job-limits";
import { isTimeZone, scheduleError } from "../facts/schedule-expressions";
import { type CompleteContainer, completeContainer } from "./complete-container";
import type { ContainerDescription } from "./container-description";
import { validateContainer } from "./container-validation";
import { validateOneOf, validateWholeNumber } from "./invalid-arguments";
import { eventVariable, type JobEvent, validateJobEvent } from "./job-event";

/**
 * One job, described once for every platform: a container that runs to its end, on a schedule, by an event or started by
 * hand. An exit status other than 0 is a failure.
 */
export interface JobDescription extends ContainerDescription {
  /**
   * When it starts: an expression of EventBridge Scheduler, such as cron(0 2 * * ? *) or rate(1 hour).
   * @default none: it is started by hand
   */
  schedule?: string;
  /** The event that starts it, which it has as JSON in the variable EVENT. @default none */
  on?: JobEvent | undefined;
  /** Time zone of a cron expression, of the IANA database. @default UTC */
  timezone?: string;
  /** How often a run that failed is repeated, 0 to 10. @default 0 */
  retries?: number;
  /** Minutes after which a run is stopped, and counts as failed, 1 to 10080; each retry has as many. @default 1440, a day */
  timeoutMinutes?: number;
  /** Whether a run starts while another is running (`allow`), or is left out (`forbid`). @default forbid; allow with `on` */
  concurrency?: Concurrency;
  /**
   * How many containers run at once, each with its index from 0 in the variable AWS_BATCH_JOB_ARRAY_INDEX, 2 to 10000.
   * @default one container, without an index
   */
  array?: number;
  /** What its tasks run on; ECS only. @default what the cluster has for all of them */
  compute?: ClusterCompute;
  /** GPUs of NVIDIA for its container, 1 to 8; on ECS only where its tasks run on instances. @default none */
  gpu?: number;
  /** The node group of the EKS cluster on whose nodes alone it runs; EKS only. @default those that fit it */
  nodeGroup?: string;
  /** What it runs on. Spot is up to 70 % cheaper; AWS takes it back with two minutes' notice, which fails the run. @default on-demand */
  capacity?: JobCapacity;
}

/** What happens to a start while another run of the job is running. */
export const concurrencies = ["forbid", "allow"] as const;

/** What happens to a start while another run of the job is running. */
export type Concurrency = (typeof concurrencies)[number];

/** What a job runs on. */
export type JobCapacity = Capacity;

/** The variable with the index of a container in an array: AWS Batch's name of it, which can't be changed there. */
export const arrayIndexVariable = "AWS_BATCH_JOB_ARRAY_INDEX";

/** A job with every default filled in. */
export interface CompleteJob extends CompleteContainer {
  schedule: string | undefined;
  on: JobEvent | undefined;
  timezone: string;
  retries: number;
  timeoutMinutes: number;
  concurrency: Concurrency;
  capacity: JobCapacity;
  array: number | undefined;
  compute?: ClusterCompute;
  gpu?: number;
  nodeGroup?: string;
}

/** Fills in what a description leaves out. */
export function completeJob(job: JobDescription): CompleteJob {
  const { schedule, on, timezone = "UTC", retries = 0, timeoutMinutes = 1440 } = job;
  const { concurrency = on ? "allow" : "forbid", capacity = "on-demand", array } = job;
  const { compute, gpu, nodeGroup } = job;
  return {
    ...completeContainer(job),
    schedule,
    on,
    timezone,
    retries,
    timeoutMinutes,
    concurrency,
    capacity,
    array,
    ...(compute && { compute }),
    ...(gpu !== undefined && { gpu }),
    ...(nodeGroup !== undefined && { nodeGroup }),
  };
}

/** What every platform requires of a job. Each adds what it alone requires: its name, its size. */
export function validateJob(job: CompleteJob): string[] {
  const { schedule, on, timezone, retries, timeoutMinutes, concurrency, capacity, array, gpu } = job;
  const error = schedule === undefined ? undefined : scheduleError(schedule);
  const variables = {
    ...(array !== undefined && { [arrayIndexVariable]: "job.array" }),
    ...(on !== undefined && { [eventVariable]: "job.on" }),
  };
  return [
    ...validateContainer("job", job, variables),
    ...(error === undefined ? [] : [`job.schedule ${error}`]),
    ...(isTimeZone(timezone)
      ? []
      : [`job.timezone is "${timezone}": must be a time zone such as Europe/Berlin`]),
    ...validateWholeNumber("job.retries", retries, jobLimits.retries),
    ...validateWholeNumber("job.timeoutMinutes", timeoutMinutes, jobLimits.timeoutMinutes),
    ...validateOneOf("job.concurrency", concurrency, concurrencies),
    ...validateJobEvent(job),
    ...validateOneOf("job.capacity", capacity, capacities),
    ...validateWholeNumber("job.array", array, jobLimits.array),
    ...validateWholeNumber("job.gpu", gpu, jobLimits.gpu),
  ];
}
