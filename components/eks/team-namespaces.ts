import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { dnsLabel, kubernetesNamespace } from "../../facts/kubernetes-names";
import { quotaLimits } from "../../facts/pod-sizes";
import { mustBe, validatePattern, validateWholeNumber } from "../invalid-arguments";
import { createDefaultDeny, dnsOnly } from "./default-deny";

/** What the pods of a namespace may request together. */
export interface NamespaceQuota {
  /** CPU units, of which 1024 are one vCPU. @default no limit */
  cpu?: number;
  /** MiB. @default no limit */
  memory?: number;
  /** Number of pods. @default no limit */
  pods?: number;
}

/** What a container requests that says nothing: with a quota, Kubernetes refuses a pod that doesn't say. */
const defaultRequests = { cpu: "100m", memory: "128Mi" };
/** The memory that such a container may use. */
const defaultLimits = { memory: "256Mi" };

const restricted = "restricted";

/**
 * Creates a namespace for each team that deploys to the cluster by its own means, such as Helm or Argo CD: with the Pod Security
 * Standard `restricted`, no connections but DNS until the team's own network policies open them, requests for containers that have
 * none, and a quota. Who may deploy there, access entries say.
 *
 * Costs nothing but the nodes of the pods.
 */
export function createTeamNamespaces(
  name: string,
  namespaces: Readonly<Record<string, NamespaceQuota>>,
  options: pulumi.CustomResourceOptions,
): k8s.core.v1.Namespace[] {
  return Object.entries(namespaces).map(([namespace, quota]) => {
    const logicalName = `${name}-${namespace}`;
    const created = new k8s.core.v1.Namespace(
      `${logicalName}-namespace`,
      {
        metadata: {
          name: namespace,
          labels: {
            "pod-security.kubernetes.io/enforce": restricted,
            "pod-security.kubernetes.io/audit": restricted,
            "pod-security.kubernetes.io/warn": restricted,
          },
        },
      },
      options,
    );
    // By an output of the namespace, so that everything in it depends on it.
    const metadata = { name: "team", namespace: created.metadata.name };
    createDefaultDeny(logicalName, { namespace: created.metadata.name, egress: dnsOnly }, options);
    new k8s.core.v1.LimitRange(
      `${logicalName}-limits`,
      {
        metadata,
        spec: { limits: [{ type: "Container", defaultRequest: defaultRequests, default: defaultLimits }] },
      },
      options,
    );
    createQuota(logicalName, metadata, quota, options);
    return created;
  });
}

function createQuota(
  name: string,
  metadata: { name: string; namespace: pulumi.Input<string> },
  { cpu, memory, pods }: NamespaceQuota,
  options: pulumi.CustomResourceOptions,
): void {
  const hard = {
    ...(cpu !== undefined && { "requests.cpu": `${Math.round((cpu * 1000) / 1024)}m` }),
    ...(memory !== undefined && { "requests.memory": `${memory}Mi`, "limits.memory": `${memory}Mi` }),
    ...(pods !== undefined && { pods: String(pods) }),
  };
  if (Object.keys(hard).length === 0) return;
  new k8s.core.v1.ResourceQuota(`${name}-quota`, { metadata, spec: { hard } }, options);
}

/** Validates the namespaces of teams, beside that of the services. */
export function validateTeamNamespaces(
  namespaces: Readonly<Record<string, NamespaceQuota>>,
  services: string,
): string[] {
  return Object.entries(namespaces).flatMap(([namespace, { cpu, memory, pods }]) => [
    ...validatePattern(
      "namespaces",
      namespace,
      dnsLabel,
      "a DNS label: lowercase letters, digits and hyphens, a letter or digit first and last",
    ),
    ...(namespace === services || kubernetesNamespace.test(namespace)
      ? [mustBe("namespaces", namespace, "a namespace of a team: the services or Kubernetes use this one")]
      : []),
    ...validateWholeNumber(`namespaces.${namespace}.cpu`, cpu, quotaLimits.cpu),
    ...validateWholeNumber(`namespaces.${namespace}.memory`, memory, quotaLimits.memory),
    ...validateWholeNumber(`namespaces.${namespace}.pods`, pods, quotaLimits.pods),
  ]);
}
