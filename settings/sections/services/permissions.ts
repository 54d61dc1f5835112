import { z } from "zod";
import { iamLimits, policyAction, policyResource } from "../../../facts/iam-limits";
import { managedPolicyArn } from "../../../facts/identifiers";
import { withDefault } from "../../toolkit/defaults";
import { list, object, record, string } from "../../toolkit/kinds";
import { withMeta } from "../../toolkit/meta";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

const allowed =
  "the ARN of a managed policy, or a statement such as { actions: [s3:GetObject], resources: [arn:aws:s3:::uploads/*] }";

const conditionValue = string(/^/, "a string", "A value.");

const statement = object(
  {
    conditions: record(
      { pattern: /^[A-Za-z:]{1,64}$/, allowed: "a condition operator such as StringEquals" },
      record(
        { pattern: /^\S{1,200}$/, allowed: "a condition key such as aws:SourceVpc" },
        withMeta(
          z.union([
            conditionValue,
            list(conditionValue, { min: 1, max: 50, allowed: "a list of strings" }, "Values."),
          ]),
          { description: "A value or a list of values.", allowed: "a string or a list of strings" },
        ),
        "Condition keys with their values.",
      ),
      "Condition operators with their keys, as in an IAM policy. Default: none.",
    ),
  },
  "Actions on resources.",
  {
    actions: list(
      string(policyAction, "an action such as s3:GetObject", "An action, with * and ? as wildcards."),
      { min: 1, max: 100, allowed: "a list of actions" },
      "Actions that are allowed.",
    ),
    resources: list(
      string(policyResource, "an ARN, or * for actions that support no others", "An ARN."),
      { min: 1, max: 100, allowed: "a list of ARNs" },
      "ARNs of the resources that they are allowed on.",
    ),
  },
);

/** What a service may do with AWS APIs. */
export const permissionsSchema = withDefault(
  [],
  list(
    withMeta(
      z.union([string(managedPolicyArn, "the ARN of a managed policy", "A managed policy."), statement]),
      {
        description: "A managed policy or a statement.",
        allowed,
      },
    ),
    { min: 0, max: 50, allowed: `a list, each item ${allowed}` },
    "What the service may do with AWS APIs: managed policies and statements, for the task role on ECS and by EKS Pod " +
      `Identity on EKS. At most ${iamLimits.policiesPerRole} managed policies.`,
  ),
);

type Given = z.output<typeof permissionsSchema>;

/** Adds errors for managed policies that are there twice, and for more than a role may have. */
export function validatePermissions(at: Path, given: Given | undefined, errors: ValidationErrors): void {
  const path = [...at, "permissions"];
  if (given === undefined || errors.has(path)) return;
  const arns = given.map((permission) => (typeof permission === "string" ? permission : undefined));
  for (const [index, arn] of arns.entries()) {
    if (arn !== undefined && arns.indexOf(arn) !== index) {
      errors.add(
        [...path, index],
        `is ${errors.format([...path, index], arn)}, which is already in the list.`,
      );
    }
  }
  const { policiesPerRole } = iamLimits;
  const count = arns.filter((arn) => arn !== undefined).length;
  if (count > policiesPerRole) {
    errors.add(path, `has ${count} managed policies, but a role can have at most ${policiesPerRole}.`);
  }
}
