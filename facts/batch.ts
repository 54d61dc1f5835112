import type { Bounds } from "./service-limits";

/**
 * What AWS Batch allows.
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_RetryStrategy.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/batch/latest/userguide/service_limits.html (read 2026-11-21)
 */
export const batchLimits = {
  /** vCPUs of a compute environment. */
  maxCpus: { min: 1, max: 100_000 },
  /** Runs after the first: ten attempts in all. */
  retries: { min: 0, max: 9 },
} as const satisfies Readonly<Record<string, Bounds>>;

/** What compute environments consist of. */
export const batchComputes = ["fargate", "ec2"] as const;

/** What compute environments consist of. */
export type BatchCompute = (typeof batchComputes)[number];

/** Seconds between SIGTERM and SIGKILL, which no job definition changes. */
export const batchStopSeconds = 30;

/** What the names of variables can't begin with: Batch sets such ones itself. */
export const batchVariablePrefix = "AWS_BATCH";

/**
 * What the container that writes a job's files has of the job's size: a job's containers share it, by the hard limits of each. On
 * Fargate its own is the smallest size that Fargate has; instances give each container whole vCPUs.
 * @see https://docs.aws.amazon.com/batch/latest/userguide/multi-container-jobs-scenarios.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_ResourceRequirement.html (read 2026-11-22)
 */
export const fileWriterSize = {
  fargate: { cpu: 256, memory: 512 },
  instances: { cpu: 1024, memory: 128 },
} as const;

/**
 * Bytes of a job's files: half of the 24 KiB that a job definition may have.
 * @see https://docs.aws.amazon.com/batch/latest/userguide/service_limits.html (read 2026-11-22)
 */
export const batchFileBytes = 12_288;

/** CPU units of a vCPU: a job on instances has whole ones. */
export const cpuUnits = 1024;

/** Instance types that Batch chooses from by itself, by architecture. */
export const batchInstanceTypes = { arm64: "default_arm64", x86_64: "default_x86_64" } as const;

/**
 * Seconds after which a job at the head of its queue is cancelled that can't start, by the reason: never, as it is larger than any
 * instance or asks for what there isn't; or not yet, as AWS has no capacity.
 * @see https://docs.aws.amazon.com/batch/latest/userguide/job_stuck_in_runnable_time_limit_actions.html (read 2026-11-21)
 */
export const stuckSeconds = {
  "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE": 600,
  "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT": 600,
  "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY": 86_400,
} as const;

/**
 * How the status reasons of jobs begin that AWS took the capacity back from: of instances, and of Fargate Spot.
 * @see https://docs.aws.amazon.com/batch/latest/userguide/job_retries.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html (read 2026-11-21)
 */
export const interruptionReasons = ["Host EC2*", "Your Spot Task was interrupted*"] as const;

/** Attempts of a job on Spot that says nothing of retries: interruptions alone are repeated. */
export const spotAttempts = 5;
