import { formatPath, type Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** A cluster that is there already. */
type Existing = { name?: string | undefined } | undefined;

/**
 * Adds an error for a setting by which Step Functions calls the cluster, where it can't.
 *
 * @param instead What to do in place of it.
 */
export function validateCalledApi(
  path: Path,
  existing: Existing,
  instead: string,
  errors: ValidationErrors,
): void {
  if (existing === undefined || existing.name !== undefined) return;
  const named = formatPath(["eks", "existing", "name"]);
  errors.add(path, `needs ${named}: Step Functions calls no cluster but those of EKS. ${instead}`);
}

/** Adds an error for a worker whose pods could neither read their queue nor be scaled on it. */
export function validateScaledWorker(
  path: Path,
  worker: object | undefined,
  existing: Existing,
  errors: ValidationErrors,
): void {
  if (worker === undefined || existing === undefined || existing.name !== undefined) return;
  const named = formatPath(["eks", "existing", "name"]);
  errors.add(
    path,
    `needs ${named}: pods of other clusters get no role of AWS, and nothing scales them on messages. Run the worker on ECS.`,
  );
}

/** Adds an error for an event that can't start a job on EKS. */
export function validateEvent(
  path: Path,
  on: object | undefined,
  { existing, logs }: { existing?: Existing; logs: readonly string[] },
  errors: ValidationErrors,
): void {
  if (on === undefined) return;
  if ("job" in on && (existing || !logs.includes("audit"))) {
    const reason = existing
      ? `${formatPath(["eks", "existing"])} has a control plane whose logs are its own. Run`
      : `${formatPath(["eks", "logs"])} has none. Add audit, or run`;
    errors.add(
      [...path, "job"],
      `needs the audit log, which tells that a job on EKS succeeded, but ${reason} both jobs on ECS or Batch.`,
    );
    return;
  }
  const instead =
    "Let the bucket or a rule of yours notify a queue (data.NAME.notifies), and a worker take its messages (jobs.NAME.queue).";
  validateCalledApi(path, existing, instead, errors);
}
