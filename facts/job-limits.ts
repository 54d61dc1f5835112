import type { Bounds } from "./service-limits";

/**
 * What every platform allows of a job; a platform may allow less, never more.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html (read 2026-11-21)
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/ (read 2026-11-21)
 */
export const jobLimits = {
  /** Runs after the first; more are an error. */
  retries: { min: 0, max: 10 },
  /** Minutes of a run: at most a week. */
  timeoutMinutes: { min: 1, max: 10_080 },
  /**
   * Containers of an array.
   * @see https://docs.aws.amazon.com/batch/latest/userguide/array_jobs.html (read 2026-11-21)
   */
  array: { min: 2, max: 10_000 },
  /** GPUs of the largest instances of the families g4dn, g5 and g6. */
  gpu: { min: 1, max: 8 },
} as const satisfies Readonly<Record<string, Bounds>>;

/** Seconds that a start may be late before it is dropped: retries of EventBridge Scheduler, and those of a CronJob. */
export const latestStartSeconds = 3600;

/** Times that EventBridge Scheduler tries to start a run; 185 by default. */
export const startAttempts = 10;
