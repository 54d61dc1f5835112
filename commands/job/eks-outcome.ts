import type { V1JobCondition, V1Pod } from "@kubernetes/client-node";
import type { Outcome } from "./run";

/** What a Job that has ended ended with: the exit status of the pod that failed last. */
export function outcomeOf(
  { type, reason, message }: Pick<V1JobCondition, "type" | "reason" | "message">,
  pods: readonly V1Pod[],
  container: string,
): Outcome {
  if (type === "Complete") return { status: 0, message: "ended with exit status 0" };
  const failed = pods.filter(({ status }) => status?.phase === "Failed");
  const last = failed.sort((a, b) => endedAt(a, container) - endedAt(b, container)).at(-1);
  if (last?.status?.reason === "DeadlineExceeded") {
    return { status: 1, message: "took longer than its timeoutMinutes and was stopped" };
  }
  const end = last && terminationOf(last, container);
  if (end?.exitCode) {
    const why = end.reason === undefined || end.reason === "Error" ? "" : `: ${end.reason}`;
    return { status: end.exitCode, message: `ended with exit status ${end.exitCode}${why}` };
  }
  const reasons = [last?.status?.reason, last?.status?.message, reason, message];
  return { status: 1, message: `failed: ${reasons.filter(Boolean).join(": ")}` };
}

function terminationOf({ status }: V1Pod, container: string) {
  return status?.containerStatuses?.find(({ name }) => name === container)?.state?.terminated;
}

function endedAt(pod: V1Pod, container: string): number {
  return terminationOf(pod, container)?.finishedAt?.getTime() ?? 0;
}
