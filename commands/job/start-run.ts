import type { JobRuns } from "./job-runs";
import type { Run, Terminal } from "./run";

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
  if (runs.platform === "batch") {
    const { startBatchRun }: typeof import("./batch-run") = require("./batch-run");
    return startBatchRun(job, runs, terminal);
  }
  const { startEksRun }: typeof import("./eks-run") = require("./eks-run");
  return startEksRun(job, runs, stack, terminal);
}
