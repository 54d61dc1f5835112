import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

type Rule = k8s.types.input.rbac.v1.PolicyRule;

const apiGroup = "rbac.authorization.k8s.io";

/** What a service account may do: in the whole cluster, and in its own namespace. */
export interface AccountRules {
  inCluster: Rule[];
  inNamespace: Rule[];
}

/**
 * Creates a ClusterRole and a Role of one name, and binds a service account to both.
 *
 * @returns The bindings, once which are there the account has its permissions.
 */
export function createAccountRoles(
  name: string,
  account: {
    metadata: { name: string; labels?: Record<string, string> };
    accountName: pulumi.Input<string>;
    namespace: pulumi.Input<string>;
  },
  { inCluster, inNamespace }: AccountRules,
  options: { parent: pulumi.Resource; provider: k8s.Provider },
): pulumi.Resource[] {
  const { metadata, accountName, namespace } = account;
  const inOwnNamespace = { ...metadata, namespace };
  const subjects = [{ kind: "ServiceAccount", name: accountName, namespace }];
  const clusterRole = new k8s.rbac.v1.ClusterRole(name, { metadata, rules: inCluster }, options);
  const role = new k8s.rbac.v1.Role(name, { metadata: inOwnNamespace, rules: inNamespace }, options);
  return [
    new k8s.rbac.v1.ClusterRoleBinding(
      name,
      { metadata, roleRef: { apiGroup, kind: "ClusterRole", name: clusterRole.metadata.name }, subjects },
      options,
    ),
    new k8s.rbac.v1.RoleBinding(
      name,
      { metadata: inOwnNamespace, roleRef: { apiGroup, kind: "Role", name: role.metadata.name }, subjects },
      options,
    ),
  ];
}
