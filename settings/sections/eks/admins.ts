import { z } from "zod";
import { iamPrincipalArn } from "../../../facts/identifiers";
import { withDefault } from "../../toolkit/defaults";
import { list } from "../../toolkit/kinds";
import { withMeta } from "../../toolkit/meta";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** Administrators. */
export const adminsSchema = withDefault(
  [],
  list(
    withMeta(z.string(), { description: "An administrator.", allowed: "the ARN of an IAM role or user" }),
    { min: 0, max: 100, allowed: "a list of at most 100 ARNs of IAM roles and users" },
    "ARNs of IAM roles and users that administer the cluster, in addition to its creator.",
  ),
);

/** Adds errors for what isn't a role or a user, and for what is named twice. */
export function validateAdmins(admins: string[], errors: ValidationErrors): void {
  for (const [index, arn] of admins.entries()) {
    const path = ["eks", "admins", index];
    if (admins.indexOf(arn) === index) validatePrincipal(path, arn, errors);
    else errors.add(path, `is ${arn}, which is already in the list.`);
  }
}

/** Adds an error for what isn't a role or a user. */
export function validatePrincipal(path: Path, arn: string, errors: ValidationErrors): void {
  const session = /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([^/]+)\/.+$/.exec(arn);
  if (session) {
    const [, partition, account, role] = session;
    errors.add(
      path,
      `is a role session, which expires: use the role, arn:${partition}:iam::${account}:role/${role}, with its path if it has one.`,
    );
  } else if (!iamPrincipalArn.test(arn)) {
    errors.add(
      path,
      `is ${errors.format(path, arn)}, but must be the ARN of an IAM role or user, such as arn:aws:iam::ACCOUNT:role/ops with the account's 12 digits.`,
    );
  }
}
