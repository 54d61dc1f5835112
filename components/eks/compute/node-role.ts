import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { nodePolicies } from "../../../facts/eks-node-groups";
import { assumeRolePolicy } from "../../assume-role-policy";
import { awsContextOf } from "../../aws-context";

/**
 * Creates the role of nodes: they may register with the cluster and pull images. What pods may do, their own roles say. EKS creates
 * the access entry by which the nodes of a managed node group join.
 */
export function createNodeRole(
  name: string,
  options: { parent: pulumi.Resource },
): { role: aws.iam.Role; policies: pulumi.Resource[] } {
  const trust = assumeRolePolicy("ec2.amazonaws.com");
  const role = new aws.iam.Role(name, { assumeRolePolicy: pulumi.jsonStringify(trust) }, options);
  const { partition } = awsContextOf(options.parent);
  const policies = nodePolicies.map(
    (policy) =>
      new aws.iam.RolePolicyAttachment(
        `${name}-${policy}`,
        { role: role.name, policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${policy}` },
        options,
      ),
  );
  return { role, policies };
}
