import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/**
 * Creates the namespace of the services: it enforces the Pod Security Standard `restricted`, and its pods are ready only when the
 * load balancer finds them healthy, so that a rollout never outruns it.
 *
 * What is in the namespace depends on it, hence on its `dependsOn`.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/
 */
export function createNamespace(
  name: string,
  args: {
    namespace: string;
    /** Label by which the controller of load balancers gives pods the readiness gates of their target groups. */
    readinessGateLabel: string;
    dependsOn: pulumi.Resource[];
  },
  options: pulumi.CustomResourceOptions,
): k8s.core.v1.Namespace {
  return new k8s.core.v1.Namespace(
    `${name}-namespace`,
    {
      metadata: {
        name: args.namespace,
        labels: {
          "pod-security.kubernetes.io/enforce": "restricted",
          "pod-security.kubernetes.io/audit": "restricted",
          "pod-security.kubernetes.io/warn": "restricted",
          [args.readinessGateLabel]: "enabled",
        },
      },
    },
    { ...options, dependsOn: args.dependsOn },
  );
}
