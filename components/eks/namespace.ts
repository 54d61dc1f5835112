import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/**
 * Creates the namespace of the services: it enforces the Pod Security Standard `restricted` and network policies (which Auto
 * Mode ignores until its controller is enabled), and its pods are ready only when the load balancer finds them healthy, so
 * that a rollout never outruns it.
 *
 * What is in the namespace depends on it, hence on its `dependsOn`.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/
 */
export function createNamespace(
  name: string,
  args: { namespace: string; dependsOn: pulumi.Resource[] },
  options: pulumi.CustomResourceOptions,
): k8s.core.v1.Namespace {
  // A patch, since AWS may have created the ConfigMap; where it doesn't exist, server-side apply creates it.
  const networkPolicies = new k8s.core.v1.ConfigMapPatch(
    `${name}-network-policies`,
    {
      metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
      data: { "enable-network-policy-controller": "true" },
    },
    { ...options, aliases: [{ type: "kubernetes:core/v1:ConfigMap" }] },
  );
  return new k8s.core.v1.Namespace(
    `${name}-namespace`,
    {
      metadata: {
        name: args.namespace,
        labels: {
          "pod-security.kubernetes.io/enforce": "restricted",
          "pod-security.kubernetes.io/audit": "restricted",
          "pod-security.kubernetes.io/warn": "restricted",
          "eks.amazonaws.com/pod-readiness-gate-inject": "enabled",
        },
      },
    },
    { ...options, dependsOn: [...args.dependsOn, networkPolicies] },
  );
}
