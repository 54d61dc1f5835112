import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DataSource } from "./data-source";
import { managedPolicyArns, type Permission, policyName, policyStatements } from "./permissions";

/**
 * Attaches the managed policies among a service's permissions to its role, and adds the statements, and those of the data that
 * it uses, as an inline policy.
 */
export function grantPermissions(
  name: string,
  {
    role,
    permissions,
    uses,
  }: { role: aws.iam.Role; permissions: readonly Permission[]; uses: readonly DataSource[] },
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const ofData = uses.flatMap(({ statements }) => statements);
  const statements = [...policyStatements(permissions), ...ofData];
  const attachments = managedPolicyArns(permissions).map(
    (policyArn) =>
      new aws.iam.RolePolicyAttachment(
        `${name}-${policyName(policyArn)}`,
        { role: role.name, policyArn },
        options,
      ),
  );
  if (statements.length === 0) return attachments;
  const document: aws.iam.PolicyDocument = { Version: "2012-10-17", Statement: statements };
  const inline = new aws.iam.RolePolicy(
    `${name}-permissions`,
    { role: role.name, policy: pulumi.jsonStringify(document) },
    options,
  );
  return [...attachments, inline];
}
