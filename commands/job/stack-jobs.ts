import { nearest } from "../../settings/toolkit/words";
import { UsageError } from "../errors";
import { stackOutputs } from "../stack-outputs";
import type { Options } from "./command-line";
import { type JobRuns, jobRuns } from "./job-runs";

/**
 * What starts a job, from the output `jobs` of its stack.
 *
 * @throws UsageError for a name that isn't a job's; an error where the stack has no jobs, or was deployed by another version.
 */
export async function findJob({ job, stack }: Options): Promise<JobRuns> {
  const called = stack === undefined ? "The selected stack" : `The stack ${stack}`;
  const up = `pulumi up${stack === undefined ? "" : ` --stack ${stack}`}`;
  const { jobs } = await stackOutputs(stack);
  if (typeof jobs !== "object" || jobs === null) {
    throw new Error(
      `${called} has no output \`jobs\`: none of its jobs is deployed. Deploy those of the stack file: ${up}`,
    );
  }
  const all = new Map(Object.entries(jobs));
  if (!all.has(job)) {
    const names = [...all.keys()].sort();
    const near = nearest(job, names);
    const advice = near === undefined ? "" : ` Did you mean ${near}?`;
    throw new UsageError(
      `${called} has no job ${job}.${advice} Its jobs: ${names.join(", ")}. One that is new in the stack file needs: ${up}`,
    );
  }
  const { success, data } = jobRuns.safeParse(all.get(job));
  if (!success) {
    throw new Error(
      `${called} was deployed by another version of the template: its output \`jobs\` lacks what starts ${job}. Run: ${up}`,
    );
  }
  return data;
}
