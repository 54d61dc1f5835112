import { z } from "zod";

const ecsRuns = z.object({
  platform: z.literal("ecs"),
  region: z.string(),
  stateMachine: z.string(),
  logGroup: z.string(),
  container: z.string(),
  logStreamPrefix: z.string().optional(),
});

const eksRuns = z.object({
  platform: z.literal("eks"),
  namespace: z.string(),
  cronJob: z.string(),
  container: z.string(),
});

const batchRuns = z.object({
  platform: z.literal("batch"),
  region: z.string(),
  queue: z.string(),
  definition: z.string(),
  array: z.number().optional(),
  logGroup: z.string(),
  container: z.string().optional(),
});

/** What the output `jobs` of a stack says of each job. */
export const jobRuns = z.discriminatedUnion("platform", [ecsRuns, eksRuns, batchRuns]);

/** What starts a job by hand. */
export type JobRuns = z.infer<typeof jobRuns>;
/** What starts a job on ECS. */
export type EcsRuns = z.infer<typeof ecsRuns>;
/** What starts a job on EKS. */
export type EksRuns = z.infer<typeof eksRuns>;
/** What starts a job on AWS Batch. */
export type BatchRuns = z.infer<typeof batchRuns>;
