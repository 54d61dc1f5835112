import type { JobOfOne } from "./own-container";
import type { Outcome } from "./run";

/** How Batch words the reason of an attempt that took too long. */
const timedOut = "Job attempt duration exceeded timeout";

/** What a job that has ended ended with: of an array the container of the lowest index that failed. */
export function outcomeOf(job: JobOfOne, failed: readonly JobOfOne[] = []): Outcome {
  if (job.status === "SUCCEEDED") return { status: 0, message: "ended with exit status 0" };
  const [child] = failed;
  if (child === undefined) return outcomeOfContainer(job);
  const { status, message } = outcomeOfContainer(child);
  const { index } = child.arrayProperties ?? {};
  const count = job.arrayProperties?.statusSummary?.FAILED ?? failed.length;
  return {
    status,
    message: `failed in ${count} of ${job.arrayProperties?.size} containers: that of index ${index} ${message}`,
  };
}

function outcomeOfContainer({ container, statusReason = "" }: JobOfOne): Outcome {
  if (statusReason.startsWith(timedOut)) {
    return { status: 1, message: "took longer than its timeoutMinutes and was stopped" };
  }
  const { exitCode, reason } = container ?? {};
  if (exitCode) {
    return { status: exitCode, message: `ended with exit status ${exitCode}${reason ? `: ${reason}` : ""}` };
  }
  const reasons = [reason, statusReason].filter((text) => text !== undefined && text !== "");
  return { status: 1, message: `failed: ${reasons.join("; ")}` };
}
