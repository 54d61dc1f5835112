import type * as aws from "@pulumi/aws";
import { iamLimits, policyAction, policyResource } from "../facts/iam-limits";
import { managedPolicyArn } from "../facts/identifiers";
import { mustBe, validateUnique } from "./invalid-arguments";

/** What a service may do with AWS APIs: the ARN of a managed policy, or a statement of its own. */
export type Permission = string | PermissionStatement;

/** Actions on resources that a service may take. */
export interface PermissionStatement {
  /** Actions, such as s3:GetObject; with wildcards such as dynamodb:*Item. */
  actions: string[];
  /** ARNs of the resources; `*` for actions that support no others. */
  resources: string[];
  /** Condition operators, each with keys and values, as in a policy document. @default none */
  conditions?: PolicyConditions;
}

/** `{ StringEquals: { "s3:prefix": ["uploads/"] } }`. */
export type PolicyConditions = Record<string, Record<string, string | string[]>>;

/** The ARNs of the managed policies among permissions. */
export function managedPolicyArns(permissions: readonly Permission[]): string[] {
  return permissions.filter((permission) => typeof permission === "string");
}

/** The statements among permissions, as a policy document has them. */
export function policyStatements(permissions: readonly Permission[]): aws.iam.PolicyStatement[] {
  return permissions
    .filter((permission) => typeof permission !== "string")
    .map(({ actions, resources, conditions }) => ({
      Effect: "Allow",
      Action: actions,
      Resource: resources,
      ...(conditions && { Condition: conditions }),
    }));
}

/** "aws-AmazonS3ReadOnlyAccess": what a logical name takes from the ARN of a managed policy. */
export function policyName(arn: string): string {
  const [account = "", policy = ""] = arn.split("::")[1]?.split(":policy/") ?? [];
  return `${account}-${policy.replaceAll("/", "-")}`;
}

/** Validates permissions. */
export function validatePermissions(argument: string, permissions: readonly Permission[]): string[] {
  const arns = managedPolicyArns(permissions);
  return [
    ...(arns.length <= iamLimits.policiesPerRole
      ? []
      : [`${argument} has ${arns.length} managed policies: must have at most ${iamLimits.policiesPerRole}`]),
    ...validateUnique(argument, arns),
    ...permissions.flatMap((permission, index) => validatePermission(`${argument}[${index}]`, permission)),
  ];
}

function validatePermission(argument: string, permission: Permission): string[] {
  if (typeof permission === "string") {
    return managedPolicyArn.test(permission)
      ? []
      : [
          mustBe(
            argument,
            permission,
            "the ARN of a managed policy, or a statement with actions and resources",
          ),
        ];
  }
  const { actions, resources } = permission;
  return [
    ...(actions.length > 0 ? [] : [`${argument}.actions is empty: must have at least one action`]),
    ...(resources.length > 0 ? [] : [`${argument}.resources is empty: must have at least one ARN`]),
    ...actions.flatMap((action, index) =>
      policyAction.test(action)
        ? []
        : [mustBe(`${argument}.actions[${index}]`, action, "an action such as s3:GetObject")],
    ),
    ...resources.flatMap((resource, index) =>
      policyResource.test(resource)
        ? []
        : [
            mustBe(
              `${argument}.resources[${index}]`,
              resource,
              "an ARN, or * for actions that support no others",
            ),
          ],
    ),
  ];
}
