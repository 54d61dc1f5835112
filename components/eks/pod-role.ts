import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DataSource } from "../data-source";
import { grantPermissions } from "../grant-permissions";
import type { Permission } from "../permissions";
import type { Account, Identity } from "./identity";

/** What a service's pods may do with AWS APIs. */
export interface PodRole {
  /** The role that the pods assume. */
  role: aws.iam.Role;
  /** By what they do. */
  by: Identity["by"];
  /** Annotations of their service account. */
  accountAnnotations: Record<string, pulumi.Output<string>>;
  /** Pods get credentials only if they start after these. */
  associations: pulumi.Resource[];
  /** The role's policies. */
  policies: pulumi.Resource[];
}

/**
 * Says which role the pods have, and by what: they get its credentials only where they start after it is theirs, so that the first
 * permission has to replace them, and another way to their role, too.
 */
export function roleAnnotations({
  role,
  by,
}: Pick<PodRole, "role" | "by">): Record<string, pulumi.Input<string>> {
  return { "aws-containers/role-arn": role.arn, ...(by === "irsa" && { "aws-containers/role-by": by }) };
}

/** Creates the role of a service: pods of the service's account assume it, and no others. Costs nothing. */
export function createPodRole(
  name: string,
  args: Account & {
    /** By what they do. */
    identity: Identity;
    permissions?: readonly Permission[];
    uses?: readonly DataSource[];
    readSecrets?: readonly aws.iam.PolicyStatement[];
  },
  options: pulumi.CustomResourceOptions,
): PodRole {
  const { identity, permissions = [], uses = [], readSecrets = [] } = args;
  const role = new aws.iam.Role(
    `${name}-pod`,
    { assumeRolePolicy: pulumi.jsonStringify(identity.trustPolicy(args)) },
    // Only what makes it of use waits for anything.
    { ...options, dependsOn: [] },
  );
  const { by } = identity;
  const accountAnnotations = identity.accountAnnotations(role);
  const associations = identity.associate(name, args, role, options);
  const policies = grantPermissions(name, { role, permissions, uses }, options);
  if (readSecrets.length === 0) return { role, by, accountAnnotations, associations, policies };
  const document: aws.iam.PolicyDocument = { Version: "2012-10-17", Statement: [...readSecrets] };
  const secretsPolicy = new aws.iam.RolePolicy(
    `${name}-read-secrets`,
    { role: role.name, policy: pulumi.jsonStringify(document) },
    options,
  );
  return { role, by, accountAnnotations, associations, policies: [...policies, secretsPolicy] };
}
