import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { createAccountRoles } from "../account-roles";
import { podLabels } from "../workload-metadata";

/** Name of the controller and of what it has in kube-system. */
export const controllerName = "aws-load-balancer-controller";

/** The service account of the controller's pods. */
export const controllerAccount = { namespace: "kube-system", serviceAccount: controllerName };

type Rules = k8s.types.input.rbac.v1.PolicyRule[];

const read = ["get", "list", "watch"];

/**
 * What the controller may do in the cluster. Unlike the chart's, without Gateway API and Global Accelerator, which its flags disable,
 * and without Secrets: it may read those of logins alone, each by its name.
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/config/rbac/role.yaml (read 2026-11-21)
 */
const inCluster: Rules = [
  { apiGroups: [""], resources: ["endpoints", "namespaces", "nodes", "pods"], verbs: read },
  { apiGroups: [""], resources: ["services"], verbs: [...read, "patch", "update"] },
  { apiGroups: [""], resources: ["pods/status", "services/status"], verbs: ["patch", "update"] },
  { apiGroups: [""], resources: ["events"], verbs: ["create", "patch"] },
  // What load balancers of several clusters share; the controller keeps it in ConfigMaps beside their target groups.
  { apiGroups: [""], resources: ["configmaps"], verbs: ["create", "delete", "get", "update"] },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: read },
  { apiGroups: ["networking.k8s.io"], resources: ["ingressclasses"], verbs: read },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: [...read, "patch", "update"] },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses/status"], verbs: ["patch", "update"] },
  { apiGroups: ["elbv2.k8s.aws"], resources: ["ingressclassparams"], verbs: read },
  {
    apiGroups: ["elbv2.k8s.aws"],
    resources: ["targetgroupbindings"],
    verbs: [...read, "create", "delete", "patch", "update"],
  },
  { apiGroups: ["elbv2.k8s.aws"], resources: ["targetgroupbindings/status"], verbs: ["patch", "update"] },
];

/** In its own namespace: which of its pods is at work. */
const inNamespace: Rules = [
  { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: ["create"] },
  {
    apiGroups: ["coordination.k8s.io"],
    resources: ["leases"],
    resourceNames: [`${controllerName}-leader`],
    verbs: ["get", "patch", "update"],
  },
];

/** Creates the service account of the controller, and binds it to what it may do in the cluster. */
export function createControllerAccount(
  name: string,
  annotations: Record<string, pulumi.Input<string>>,
  options: { parent: pulumi.Resource; provider: k8s.Provider },
): pulumi.Resource[] {
  const { namespace } = controllerAccount;
  const metadata = { name: controllerName, labels: podLabels(controllerName) };
  const inOwnNamespace = { ...metadata, namespace };
  const account = new k8s.core.v1.ServiceAccount(
    name,
    { metadata: { ...inOwnNamespace, ...(Object.keys(annotations).length > 0 && { annotations }) } },
    options,
  );
  return createAccountRoles(
    name,
    { metadata, accountName: account.metadata.name, namespace },
    { inCluster, inNamespace },
    options,
  );
}
