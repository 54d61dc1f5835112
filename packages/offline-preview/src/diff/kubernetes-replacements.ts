/**
 * Fields that Kubernetes doesn't change in an object, so that the provider makes another object: everything else is
 * changed in place. Source: forceNew in provider/pkg/provider/diff.go of pulumi/pulumi-kubernetes, v4, read 2026-03-31.
 */
const replacingFields: { readonly [kind: string]: readonly string[] } = {
  "apps:DaemonSet": ["spec.selector"],
  "apps:Deployment": ["spec.selector"],
  "apps:StatefulSet": [
    ...["spec.podManagementPolicy", "spec.revisionHistoryLimit", "spec.selector", "spec.serviceName"],
    "spec.volumeClaimTemplates",
  ],
  "batch:Job": ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
  "core:ConfigMap": ["binaryData", "data"],
  "core:PersistentVolumeClaim": [
    ...["spec.accessModes", "spec.selector", "spec.storageClassName", "spec.volumeName"],
  ],
  "core:Pod": ["spec"],
  "core:ResourceQuota": ["spec.scopes"],
  "core:Secret": ["data", "stringData", "type"],
  "core:Service": ["spec.clusterIP"],
  "rbac.authorization.k8s.io:ClusterRoleBinding": ["roleRef"],
  "rbac.authorization.k8s.io:RoleBinding": ["roleRef"],
  "storage.k8s.io:StorageClass": ["parameters", "provisioner"],
};

const ofEveryKind = ["metadata.name", "metadata.namespace"];

/** Where the table above comes from. */
export const kubernetesSource =
  "https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/diff.go";

/** Whether the provider makes another object when the field at `keys` changes. */
export function replacesObject(type: string, keys: readonly string[]): boolean {
  const [, module = "", kind = ""] = type.split(":");
  const fields = [...ofEveryKind, ...(replacingFields[`${module.split("/")[0]}:${kind}`] ?? [])];
  const path = keys.join(".");
  return fields.some((field) => path === field || path.startsWith(`${field}.`));
}
