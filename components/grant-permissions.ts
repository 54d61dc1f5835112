import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { managedPolicyArns, type Permission, policyDocument, policyName } from "./permissions";

/** Attaches the managed policies among a service's permissions to its role, and adds the statements as an inline policy. */
export function grantPermissions(
  name: string,
  { role, permissions }: { role: aws.iam.Role; permissions: readonly Permission[] },
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const document = policyDocument(permissions);
  const attachments = managedPolicyArns(permissions).map(
    (policyArn) =>
      new aws.iam.RolePolicyAttachment(
        `${name}-${policyName(policyArn)}`,
        { role: role.name, policyArn },
        options,
      ),
  );
  return document === undefined
    ? attachments
    : [
        ...attachments,
        new aws.iam.RolePolicy(
          `${name}-permissions`,
          { role: role.name, policy: pulumi.jsonStringify(document) },
          options,
        ),
      ];
}
