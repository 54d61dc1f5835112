import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { externalInstancePolicies } from "../../facts/ecs-computes";
import { assumeRolePolicy } from "../assume-role-policy";
import type { AwsContext } from "../aws-context";

/** What registers external instances with a cluster. */
export interface ExternalInstances {
  /** The role that they assume through Systems Manager. */
  readonly role: aws.iam.Role;
  /** The commands that register one, in their order. */
  readonly commands: pulumi.Output<{ createActivation: string; register: string }>;
}

/**
 * Creates the role of external instances (ECS Anywhere), and says the commands that register one. An activation isn't part of the
 * stack: it is a credential, by which any machine could join, that expires within 30 days; of a stack it would stay in the state, and
 * be there in vain after that. $0.01025 for each hour that an instance is registered, which is $7.48 a month.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export function createExternalInstances(
  name: string,
  { cluster, context }: { cluster: aws.ecs.Cluster; context: AwsContext },
  options: pulumi.CustomResourceOptions,
): ExternalInstances {
  const { partition, region } = context;
  const role = new aws.iam.Role(
    name,
    {
      description: "Assumed by external instances of ECS",
      assumeRolePolicy: pulumi.jsonStringify(instanceAssumeRolePolicy(context)),
    },
    options,
  );
  for (const [suffix, policy] of Object.entries(externalInstancePolicies)) {
    new aws.iam.RolePolicyAttachment(
      `${name}-${suffix}`,
      { role: role.name, policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${policy}` },
      options,
    );
  }
  // With its path, as Systems Manager wants it.
  const roleName = role.arn.apply((arn) => arn.slice(arn.indexOf(":role/") + ":role/".length));
  return {
    role,
    commands: pulumi.output({
      createActivation: pulumi.interpolate`aws ssm create-activation --iam-role ${roleName} --registration-limit 1 --region ${region}`,
      register: pulumi.interpolate`sudo bash /tmp/ecs-anywhere-install.sh --region ${region} --cluster ${cluster.name} --activation-id ID --activation-code CODE`,
    }),
  };
}

/** Instances of this account and region, and no others. */
function instanceAssumeRolePolicy({ partition, region, accountId }: AwsContext): aws.iam.PolicyDocument {
  return assumeRolePolicy("ssm.amazonaws.com", {
    StringEquals: { "aws:SourceAccount": accountId },
    ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:${partition}:ssm:${region}:${accountId}:*` },
  });
}
