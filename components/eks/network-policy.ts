import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { ServiceDescription } from "../service";
import type { WorkloadMetadata } from "./workload";

/**
 * What a service's pods may hear and call.
 *
 * In: the service's port only. From anywhere in the VPC, since the load balancer's addresses there aren't
 * fixed; the cluster's security group lets in nobody but it and the cluster's own pods.
 *
 * Out: DNS, and every address but the link-local ones, so that no pod gets at the metadata of its node, hence
 * at the node's role. What a service calls isn't part of its description, so this can't be narrowed further
 * without breaking services.
 */
export function createNetworkPolicy(
  name: string,
  metadata: WorkloadMetadata,
  service: Pick<ServiceDescription, "port">,
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
        ingress: [{ ports: [{ protocol: "TCP", port: service.port }] }],
        egress: [{ ports: dns }, { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }] }],
      },
    },
    options,
  );
}
