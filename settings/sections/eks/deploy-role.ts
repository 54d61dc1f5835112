import { iamRoleArn } from "../../../facts/identifiers";
import { string } from "../../toolkit/kinds";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** The role that deploys. */
export const deployRoleSchema = string(
  iamRoleArn,
  "the ARN of an IAM role, such as arn:aws:iam::111122223333:role/github-deploy-dev",
  "ARN of the role that deploys the stack, an output of the deploy roles: it administers the cluster, whoever creates that. The creator " +
    "gets no access of its own then: whoever else runs `up` has to be among admins. Default: none, the creator administers the cluster.",
);

/** Adds an error for a role that has access by another key. */
export function validateDeployRole(
  deployRole: string | undefined,
  others: readonly string[],
  errors: ValidationErrors,
): void {
  const path = ["eks", "deployRole"];
  if (deployRole !== undefined && others.includes(deployRole) && !errors.has(path)) {
    errors.add(path, "is among admins or access too: leave it here.");
  }
}
