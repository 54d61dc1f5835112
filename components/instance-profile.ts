import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumeRolePolicy } from "./assume-role-policy";
import { rolePath } from "./role-path";

/** What gives EC2 instances their permissions. */
export interface InstanceProfile {
  readonly instanceProfile: aws.iam.InstanceProfile;
  readonly role: aws.iam.Role;
  /** Without which an instance can't do what it is for. */
  readonly needed: pulumi.Resource[];
}

/**
 * Creates an instance profile with a role that has one managed policy of AWS. Costs nothing.
 *
 * @param policyArn ARN of the managed policy.
 */
export function createInstanceProfile(
  name: string,
  policyArn: pulumi.Input<string>,
  options: pulumi.CustomResourceOptions,
): InstanceProfile {
  const trust = assumeRolePolicy("ec2.amazonaws.com");
  const role = new aws.iam.Role(name, { assumeRolePolicy: pulumi.jsonStringify(trust) }, options);
  const attachment = new aws.iam.RolePolicyAttachment(name, { role: role.name, policyArn }, options);
  const instanceProfile = instanceProfileOf(name, role, options);
  return { instanceProfile, role, needed: [attachment] };
}

/** Creates an instance profile with a role that is there. Costs nothing. */
export function instanceProfileOf(
  name: string,
  role: aws.iam.Role,
  options: pulumi.CustomResourceOptions,
): aws.iam.InstanceProfile {
  return new aws.iam.InstanceProfile(
    name,
    { role: role.name, path: rolePath(pulumi.getProject(), pulumi.getStack()) },
    options,
  );
}
