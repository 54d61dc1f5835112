import { z } from "zod";
import { withDefault } from "../../toolkit/defaults";
import { list } from "../../toolkit/kinds";
import { withMeta } from "../../toolkit/meta";
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
    const session = /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([^/]+)\/.+$/.exec(arn);
    if (session) {
      const [, partition, account, role] = session;
      errors.add(
        path,
        `is a role session, which expires: use the role, arn:${partition}:iam::${account}:role/${role}, with its path if it has one.`,
      );
    } else if (!/^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/.test(arn)) {
      errors.add(
        path,
        `is ${errors.format(path, arn)}, but must be the ARN of an IAM role or user, such as arn:aws:iam::ACCOUNT:role/ops with the account's 12 digits.`,
      );
    } else if (admins.indexOf(arn) !== index) {
      errors.add(path, `is ${arn}, which is already in the list.`);
    }
  }
}
