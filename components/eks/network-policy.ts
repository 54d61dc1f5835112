import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { WorkloadMetadata } from "./workload-metadata";

/**
 * Creates the network policy of a service's pods.
 *
 * Ingress: the service's port only. From any address, since the load balancer's are not fixed; the cluster's security group
 * allows only the load balancer and the cluster's own pods.
 *
 * Egress: DNS, and every address but the link-local ones, so that no pod reaches the metadata of its node, hence the node's
 * role. A description doesn't say what the service calls, so that this can't be narrowed without breaking services.
 */
export function createNetworkPolicy(
  name: string,
  metadata: WorkloadMetadata,
  port: number,
  options: pulumi.CustomResourceOptions,
): k8s.networking.v1.NetworkPolicy {
  const dns = ["UDP", "TCP"].map((protocol) => ({ protocol, port: 53 }));
  return new k8s.networking.v1.NetworkPolicy(
    `${name}-network-policy`,
    {
      metadata,
      spec: {
        podSelector: { matchLabels: metadata.labels },
        policyTypes: ["Ingress", "Egress"],
        ingress: [{ ports: [{ protocol: "TCP", port }] }],
        egress: [{ ports: dns }, { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }] }],
      },
    },
    options,
  );
}
