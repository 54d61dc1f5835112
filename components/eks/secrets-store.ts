import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AddonVersions } from "../../facts/eks-addons";
import { createAddon } from "./addon";

/** The add-on that reads secrets of AWS into pods, with what it may do in the cluster. */
export interface SecretsStore {
  /** Pods whose variables have values in Secrets Manager or Parameter Store start after these. */
  ready: pulumi.Resource[];
}

/** The service account of the driver, and the namespace that the add-on creates for it. */
const driver = { kind: "ServiceAccount", name: "secrets-store-csi-driver", namespace: "aws-secrets-manager" };

/**
 * Creates the add-on of the Secrets Store CSI driver and its AWS provider, and allows the driver to write Kubernetes Secrets:
 * only from them can a container have a secret as a variable. The add-on has a setting for these permissions, `syncSecret`,
 * and ignores it (https://github.com/aws/secrets-store-csi-driver-provider-aws/issues/597). Costs nothing but the room of one
 * small pod on each node.
 *
 * The driver watches the Secrets of all namespaces; it can't be limited to one.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/ascp-pod-identity-integration.html
 */
export function createSecretsStore(
  name: string,
  args: {
    clusterName: pulumi.Input<string>;
    addonVersions: AddonVersions;
    dependsOn: pulumi.Resource[];
  },
  options: { parent: pulumi.Resource; provider: k8s.Provider },
): SecretsStore {
  const addon = createAddon(
    `${name}-secrets-store`,
    {
      clusterName: args.clusterName,
      addonVersions: args.addonVersions,
      addonName: "aws-secrets-store-csi-driver-provider",
    },
    { parent: options.parent, dependsOn: args.dependsOn },
  );
  const metadata = { name: "secrets-store-sync" };
  const role = new k8s.rbac.v1.ClusterRole(
    `${name}-secrets-store-sync`,
    {
      metadata,
      rules: [
        {
          apiGroups: [""],
          resources: ["secrets"],
          verbs: ["create", "delete", "get", "list", "patch", "update", "watch"],
        },
      ],
    },
    { ...options, dependsOn: args.dependsOn },
  );
  const binding = new k8s.rbac.v1.ClusterRoleBinding(
    `${name}-secrets-store-sync`,
    {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role.metadata.name },
      subjects: [driver],
    },
    options,
  );
  return { ready: [addon, binding] };
}
