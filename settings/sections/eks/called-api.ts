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

/** Adds an error for an event that can't start a job on EKS. */
export function validateEvent(
  path: Path,
  on: object | undefined,
  existing: Existing,
  errors: ValidationErrors,
): void {
  if (on === undefined) return;
  if ("job" in on) {
    errors.add(
      [...path, "job"],
      "needs ECS or Batch: nothing tells EventBridge that a job on EKS has ended. Run both jobs there, or give this one a schedule.",
    );
    return;
  }
  const instead =
    "Let the bucket or a rule of yours notify a queue (data.NAME.notifies), and a worker take its messages (jobs.NAME.queue).";
  validateCalledApi(path, existing, instead, errors);
}
