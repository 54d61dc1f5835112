import { type EndpointAccess, isOpenToInternet } from "../../../facts/eks-control-plane";
import { formatPath, type Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** From where the API of the cluster is reached. */
interface Api {
  endpoint?: EndpointAccess | undefined;
  endpointCidrs?: readonly string[] | undefined;
  existing?: { name?: string | undefined } | undefined;
}

/**
 * Adds an error for a setting by which Step Functions calls the cluster, where it can't.
 *
 * @param instead What to do in place of it.
 */
export function validateOpenApi(
  path: Path,
  { existing, ...api }: Api,
  instead: string,
  errors: ValidationErrors,
): void {
  if (existing) {
    if (existing.name !== undefined) return;
    const named = formatPath(["eks", "existing", "name"]);
    errors.add(path, `needs ${named}: Step Functions calls no cluster but those of EKS. ${instead}`);
    return;
  }
  if (isOpenToInternet(api)) return;
  const limits = formatPath(["eks", api.endpoint === "private" ? "endpoint" : "endpointCidrs"]);
  errors.add(
    path,
    `needs an API of the cluster that is open to the internet: Step Functions calls it from addresses that no range has, and ` +
      `${limits} keeps them out. ${instead}`,
  );
}

/** Adds an error for an event that can't start a job on EKS. */
export function validateEvent(path: Path, on: object | undefined, api: Api, errors: ValidationErrors): void {
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
  validateOpenApi(path, api, instead, errors);
}
