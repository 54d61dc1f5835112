import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { CalledCluster } from "./cluster-api";

/**
 * Lets the role of a state machine do a few things in a namespace of a cluster: a Kubernetes Role, bound to a group of an access entry. No
 * access policy of EKS is as narrow. Where a function calls the API for it, the group is that of the function, which may do what all
 * of them may.
 *
 * @param name Name of the Kubernetes objects, which no others in the namespace have.
 * @returns What the role may do something after.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html (read 2026-11-22)
 */
export function createRoleAccess(
  name: string,
  {
    cluster,
    namespace,
    role,
    rules,
  }: {
    cluster: CalledCluster;
    namespace: pulumi.Input<string>;
    role: aws.iam.Role;
    rules: k8s.types.input.rbac.v1.PolicyRule[];
  },
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const { fromVpc } = cluster.api;
  const metadata = { name, namespace };
  // Of this namespace alone: another stack in the cluster may have the same names.
  const group = fromVpc?.group ?? pulumi.interpolate`${name}:${namespace}`;
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
  if (fromVpc) return [binding, ...fromVpc.ready];
  const entry = new aws.eks.AccessEntry(
    name,
    { clusterName: cluster.name, principalArn: role.arn, kubernetesGroups: [group] },
    { ...options, dependsOn: [binding] },
  );
  return [entry];
}
