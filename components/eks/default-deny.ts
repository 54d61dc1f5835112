import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

type Egress = k8s.types.input.networking.v1.NetworkPolicyEgressRule;

/** What pods can't do without: names. */
export const dnsOnly: Egress[] = [{ ports: ["UDP", "TCP"].map((protocol) => ({ protocol, port: 53 })) }];

/**
 * Creates the network policy of a namespace that lets no pod connect nor be connected to: other policies of the namespace open what
 * their pods need. Without it, a pod that no policy selects, such as one of `kubectl run`, reaches everything.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-and-all-egress-traffic
 */
export function createDefaultDeny(
  name: string,
  { namespace, egress = [] }: { namespace: pulumi.Input<string>; egress?: Egress[] },
  options: pulumi.CustomResourceOptions,
): k8s.networking.v1.NetworkPolicy {
  return new k8s.networking.v1.NetworkPolicy(
    `${name}-default-deny`,
    {
      metadata: { name: "default-deny", namespace },
      spec: {
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
        ...(egress.length > 0 && { egress }),
      },
    },
    options,
  );
}
