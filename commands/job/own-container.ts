import type { JobDetail } from "@aws-sdk/client-batch";

/** What Batch says of a container, of one attempt. */
export interface BatchContainer {
  name?: string | undefined;
  exitCode?: number | undefined;
  reason?: string | undefined;
  logStreamName?: string | undefined;
}

/** A job whose own container is where that of a job of one container is, in its attempts too. */
export interface JobOfOne extends Pick<JobDetail, "jobId" | "status" | "statusReason" | "arrayProperties"> {
  container?: BatchContainer | undefined;
  attempts?: readonly { container?: BatchContainer | undefined }[] | undefined;
}

/**
 * The job's own container, of the several that its task has: Batch then describes the containers of its task, and its attempts theirs.
 *
 * @param own Name of the container; undefined for a job of one.
 */
export function withOwnContainer(job: JobDetail, own: string | undefined): JobOfOne {
  if (own === undefined) return job;
  const { attempts = [], ecsProperties } = job;
  return {
    ...job,
    container: ownOf(ecsProperties?.taskProperties?.[0]?.containers, own),
    attempts: attempts.map(({ taskProperties }) => ({
      container: ownOf(taskProperties?.[0]?.containers, own),
    })),
  };
}

/** With the failure of another container as the reason where it didn't start. */
function ownOf(containers: readonly BatchContainer[] = [], own: string): BatchContainer | undefined {
  const container = containers.find(({ name }) => name === own);
  const failed = containers.find(({ name, exitCode }) => name !== own && exitCode);
  if (container === undefined || failed === undefined || container.exitCode !== undefined) return container;
  return { ...container, reason: `its container ${failed.name} ended with exit status ${failed.exitCode}` };
}
