import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { createAccountRoles } from "../account-roles";
import type { ComputeOptions } from "./compute";

type Rules = k8s.types.input.rbac.v1.PolicyRule[];

const read = ["get", "list", "watch"];

/**
 * What Cluster Autoscaler may do in the cluster: see what decides where pods fit, mark nodes, and evict pods from those that it
 * removes.
 *
 * @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/examples/cluster-autoscaler-autodiscover.yaml (read 2026-11-21)
 */
const inCluster: Rules = [
  { apiGroups: [""], resources: ["events"], verbs: ["create", "patch"] },
  { apiGroups: [""], resources: ["pods/eviction"], verbs: ["create"] },
  { apiGroups: [""], resources: ["pods/status"], verbs: ["update"] },
  { apiGroups: [""], resources: ["nodes"], verbs: [...read, "update"] },
  {
    apiGroups: [""],
    resources: [
      "namespaces",
      "persistentvolumeclaims",
      "persistentvolumes",
      "pods",
      "replicationcontrollers",
      "services",
    ],
    verbs: read,
  },
  { apiGroups: ["apps"], resources: ["daemonsets", "replicasets", "statefulsets"], verbs: read },
  { apiGroups: ["batch"], resources: ["cronjobs", "jobs"], verbs: read },
  { apiGroups: ["policy"], resources: ["poddisruptionbudgets"], verbs: read },
  {
    apiGroups: ["resource.k8s.io"],
    resources: ["deviceclasses", "resourceclaims", "resourceslices"],
    verbs: read,
  },
  {
    apiGroups: ["storage.k8s.io"],
    resources: ["csidrivers", "csinodes", "csistoragecapacities", "storageclasses", "volumeattachments"],
    verbs: read,
  },
];

/** In its own namespace: that one of it is at work, and what it reports. */
const inNamespace: Rules = [
  { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: ["create"] },
  {
    apiGroups: ["coordination.k8s.io"],
    resources: ["leases"],
    resourceNames: ["cluster-autoscaler"],
    verbs: ["get", "update"],
  },
  { apiGroups: [""], resources: ["configmaps"], verbs: ["create", "list", "watch"] },
  {
    apiGroups: [""],
    resources: ["configmaps"],
    resourceNames: ["cluster-autoscaler-status"],
    verbs: ["delete", "get", "update"],
  },
];

/** Creates the roles of Kubernetes that Cluster Autoscaler needs, and binds its account to them. */
export function allowClusterAutoscaler(
  name: string,
  account: k8s.core.v1.ServiceAccount,
  options: ComputeOptions,
): pulumi.Resource[] {
  const { name: accountName, namespace } = account.metadata;
  const metadata = { name: "cluster-autoscaler" };
  return createAccountRoles(name, { metadata, accountName, namespace }, { inCluster, inNamespace }, options);
}
