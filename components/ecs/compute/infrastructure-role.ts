import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { managedInstancesPolicies } from "../../../facts/ecs-computes";
import { assumeRolePolicy } from "../../assume-role-policy";
import { createRole } from "../../service-role";

/** The role that ECS manages instances with. */
interface InfrastructureRole {
  readonly role: aws.iam.Role;
  /** Without which ECS starts no instance. */
  readonly needed: pulumi.Resource[];
}

/**
 * Creates the role by which ECS starts and terminates Managed Instances: with AWS's policy for it, and what that one leaves out. It lets
 * ECS pass roles to instances whose names begin with `ecsInstanceRole` and that have no path, as none of the stack's is, so that
 * this role may be passed by its ARN.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-instance-profile.html
 */
export function createInfrastructureRole(
  name: string,
  { instanceRole, partition }: { instanceRole: aws.iam.Role; partition: pulumi.Input<string> },
  options: pulumi.CustomResourceOptions,
): InfrastructureRole {
  const { role, policy } = createRole(
    name,
    {
      trust: assumeRolePolicy("ecs.amazonaws.com"),
      permissions: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "PassInstanceRole",
            Effect: "Allow",
            Action: "iam:PassRole",
            Resource: instanceRole.arn,
            Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
          },
        ],
      },
    },
    options,
  );
  const attachment = new aws.iam.RolePolicyAttachment(
    name,
    {
      role: role.name,
      policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${managedInstancesPolicies.infrastructure}`,
    },
    options,
  );
  return { role, needed: [policy, attachment] };
}
