import { formatPath } from "../../toolkit/path";

/** What is said of jobs whose failures nobody hears of: an alarm needs the audit log of a cluster of the stack's own. */
export function warningsAboutUnheardJobs(
  jobs: Readonly<Record<string, { worker?: object | undefined }>>,
  { existing, logs }: { existing?: object | undefined; logs: readonly string[] },
): string[] {
  const running = Object.entries(jobs).filter(([, { worker }]) => worker === undefined);
  if (running.length === 0 || (existing === undefined && logs.includes("audit"))) return [];
  const named = running.map(([name]) => formatPath(["jobs", name])).join(", ");
  const reason = existing
    ? `${formatPath(["eks", "existing"])} has a control plane whose logs are its own. Watch kube_job_status_failed there`
    : `${formatPath(["eks", "logs"])} has no audit, by which the alarms of failed runs count. Add it`;
  return [
    `${named}: nobody hears of a run that fails on EKS, since ${reason}, or run the job on ECS or Batch.`,
  ];
}
