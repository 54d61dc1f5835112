import { z } from "zod";

const ecsRuns = z.object({
  platform: z.literal("ecs"),
  region: z.string(),
  stateMachine: z.string(),
  logGroup: z.string(),
  container: z.string(),
});

const eksRuns = z.object({
  platform: z.literal("eks"),
  namespace: z.string(),
  cronJob: z.string(),
  container: z.string(),
});

/** What the output `jobs` says of a job on AWS Batch, which the AWS CLI starts. */
export const batchRuns = z.object({ platform: z.literal("batch") });

/** What the output `jobs` of a stack says of each job. */
export const jobRuns = z.discriminatedUnion("platform", [ecsRuns, eksRuns]);

/** What starts a job by hand. */
export type JobRuns = z.infer<typeof jobRuns>;
/** What starts a job on ECS. */
export type EcsRuns = z.infer<typeof ecsRuns>;
/** What starts a job on EKS. */
export type EksRuns = z.infer<typeof eksRuns>;
