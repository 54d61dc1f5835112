import { z } from "zod";
import type { Run, Terminal } from "./run";

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

/** What the output `jobs` of a stack says of each job. */
export const jobRuns = z.discriminatedUnion("platform", [ecsRuns, eksRuns]);

/** What starts a job by hand. */
export type JobRuns = z.infer<typeof jobRuns>;
/** What starts a job on ECS. */
export type EcsRuns = z.infer<typeof ecsRuns>;
/** What starts a job on EKS. */
export type EksRuns = z.infer<typeof eksRuns>;

/** Starts a job on its platform. Only the clients of that one are loaded. */
export function startRun(
  job: string,
  runs: JobRuns,
  stack: string | undefined,
  terminal: Terminal,
): Promise<Run> {
  if (runs.platform === "ecs") {
    const { startEcsRun }: typeof import("./ecs-run") = require("./ecs-run");
    return startEcsRun(job, runs, terminal);
  }
  const { startEksRun }: typeof import("./eks-run") = require("./eks-run");
  return startEksRun(job, runs, stack, terminal);
}
