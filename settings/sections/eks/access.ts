import { accessNamespace, accessPolicyNames } from "../../../facts/eks-access";
import { withDefault } from "../../toolkit/defaults";
import { choice, list, object, record, string } from "../../toolkit/kinds";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { validatePrincipal } from "./admins";

/** Who may do what in the cluster. */
export const accessSchema = withDefault(
  {},
  record(
    { pattern: /^arn:\S{1,2048}$/, allowed: "the ARN of an IAM role or user" },
    object(
      {
        namespaces: list(
          string(accessNamespace, "a DNS label, with * for any characters", "A namespace."),
          { min: 1, max: 100, allowed: "a list of 1 to 100 namespaces" },
          "Namespaces that it is for, such as services, where the stack's are. Default: the whole cluster.",
        ),
      },
      "What the principal may do.",
      {
        policy: choice(
          accessPolicyNames,
          "What it may do there: view, all but secrets; edit, change workloads and read secrets; admin, roles of a namespace too; " +
            "cluster-admin, everything.",
        ),
      },
    ),
    "What IAM roles and users may do in the cluster, by their ARNs, besides admins: an access policy of EKS for each.",
  ),
);

type Given = Readonly<Record<string, { policy: string; namespaces?: string[] | undefined }>>;

/** Adds errors for what isn't a role or a user, and for what can't be combined. */
export function validateAccess(access: Given, admins: readonly string[], errors: ValidationErrors): void {
  for (const [arn, { policy, namespaces }] of Object.entries(access)) {
    const path = ["eks", "access", arn];
    if (admins.includes(arn)) {
      errors.add(path, "is among admins too: leave it in one of them.");
    } else {
      validatePrincipal(path, arn, errors);
    }
    if (policy === "cluster-admin" && namespaces !== undefined) {
      errors.add(
        [...path, "namespaces"],
        "can't be combined with cluster-admin, which is of the whole cluster.",
      );
    }
  }
}
