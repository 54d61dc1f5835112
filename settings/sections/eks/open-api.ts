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
