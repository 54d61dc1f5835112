import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/**
 * Lets an IAM role do a few things in a namespace of a cluster: an access entry with a group of its own, and a Role that the group
 * is bound to. No access policy of EKS is as narrow.
 *
 * @param name Name of the Kubernetes objects, which no others in the namespace have.
 * @returns What the role may do something after.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html (read 2026-11-22)
 */
export function createRoleAccess(
  name: string,
  {
    clusterName,
    namespace,
    role,
    rules,
  }: {
    clusterName: string;
    namespace: pulumi.Input<string>;
    role: aws.iam.Role;
    rules: k8s.types.input.rbac.v1.PolicyRule[];
  },
  options: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const metadata = { name, namespace };
  // Of this namespace alone: another stack in the cluster may have the same names.
  const group = pulumi.interpolate`${name}:${namespace}`;
  const allowed = new k8s.rbac.v1.Role(name, { metadata, rules }, options);
  const apiGroup = "rbac.authorization.k8s.io";
  const binding = new k8s.rbac.v1.RoleBinding(
    name,
    {
      metadata,
      roleRef: { apiGroup, kind: "Role", name: allowed.metadata.name },
      subjects: [{ apiGroup, kind: "Group", name: group }],
    },
    options,
  );
  return new aws.eks.AccessEntry(
    name,
    { clusterName, principalArn: role.arn, kubernetesGroups: [group] },
    { ...options, dependsOn: [binding] },
  );
}
