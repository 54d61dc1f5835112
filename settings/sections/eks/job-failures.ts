import { formatPath } from "../../toolkit/path";

/** The warning about jobs whose failures aren't reported: an alarm needs the audit log of a cluster of the stack's own. */
export function warningsAboutUnheardJobs(
  jobs: Readonly<Record<string, { worker?: object | undefined }>>,
  { existing, logs }: { existing?: object | undefined; logs: readonly string[] },
): string[] {
  const running = Object.entries(jobs).filter(([, { worker }]) => worker === undefined);
  if (running.length === 0 || (existing === undefined && logs.includes("audit"))) return [];
  const named = running.map(([name]) => formatPath(["jobs", name])).join(", ");
  const reason = existing
    ? `${formatPath(["eks", "existing"])} has a control plane whose logs are its own. Watch kube_job_status_failed there`
    : `${formatPath(["eks", "logs"])} has no audit, from which alarms count failed runs. Add it`;
  return [`${named}: failed runs aren't reported on EKS, since ${reason}, or run the job on ECS or Batch.`];
}
