import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumeRolePolicy } from "./assume-role-policy";
import type { AwsContext } from "./aws-context";

/** Lets a service of AWS assume a role for one of its resources alone. */
export function serviceAssumeRolePolicy(
  service: string,
  sourceArn: pulumi.Input<string>,
  { accountId }: AwsContext,
): aws.iam.PolicyDocument {
  return assumeRolePolicy(service, {
    StringEquals: { "aws:SourceAccount": accountId },
    ArnEquals: { "aws:SourceArn": sourceArn },
  });
}

/** Creates a role with its one policy, which have the same name. */
export function createRole(
  name: string,
  { trust, permissions }: { trust: aws.iam.PolicyDocument; permissions: aws.iam.PolicyDocument },
  options: pulumi.CustomResourceOptions,
): { role: aws.iam.Role; policy: aws.iam.RolePolicy } {
  const role = new aws.iam.Role(name, { assumeRolePolicy: pulumi.jsonStringify(trust) }, options);
  const policy = new aws.iam.RolePolicy(
    name,
    { role: role.name, policy: pulumi.jsonStringify(permissions) },
    options,
  );
  return { role, policy };
}
