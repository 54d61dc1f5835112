import * as k8s from "@pulumi/kubernetes";
import type { ComputeOptions } from "./compute";

/**
 * Enables network policies, which Auto Mode ignores until then. By a patch, since AWS may have created the ConfigMap; where it doesn't
 * exist, server-side apply creates it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
 */
export function enableNetworkPolicies(name: string, options: ComputeOptions): k8s.core.v1.ConfigMapPatch {
  return new k8s.core.v1.ConfigMapPatch(
    `${name}-network-policies`,
    {
      metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
      data: { "enable-network-policy-controller": "true" },
    },
    { ...options, aliases: [{ type: "kubernetes:core/v1:ConfigMap" }] },
  );
}
