import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/**
 * Makes an IAM role or user an administrator of a cluster: an access entry with the access policy that equals Kubernetes'
 * cluster-admin. Not by eks.Cluster, so that a plan shows who has access, and so that administrators of a protected cluster
 * can be removed.
 *
 * @returns the association, on which depends what the administrator must be able to delete.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 */
export function createAdministrator(
  name: string,
  args: { arn: string; clusterName: pulumi.Input<string> },
  options: pulumi.CustomResourceOptions,
): aws.eks.AccessPolicyAssociation {
  const [, partition = "aws", , , account = "", principal = ""] = args.arn.split(":");
  const logicalName = `${name}-admin-${account}-${principal.replaceAll("/", "-")}`;
  const entry = new aws.eks.AccessEntry(
    logicalName,
    { clusterName: args.clusterName, principalArn: args.arn },
    options,
  );
  return new aws.eks.AccessPolicyAssociation(
    `${logicalName}-policy`,
    {
      clusterName: args.clusterName,
      principalArn: entry.principalArn,
      policyArn: `arn:${partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
      accessScope: { type: "cluster" },
    },
    options,
  );
}
