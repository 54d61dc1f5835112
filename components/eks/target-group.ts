import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Protocol } from "../../facts/protocols";
import type { CompleteService } from "../complete-service";
import { getsConnections, getsRequests } from "../published";
import type { LoadBalancerCluster } from "./load-balancer-arguments";
import type { Origin } from "./origin";

/**
 * What a public service's pods start after, by its name: the signal of its target group. Of a service with a load balancer of its own
 * its Service; of one that a controller which the cluster has already publishes, its Gateway, Service or Ingress: it injects no readiness
 * gates.
 */
export function createTargetGroups(
  described: readonly (readonly [string, CompleteService])[],
  args: {
    namespace: pulumi.Input<string>;
    cluster: LoadBalancerCluster;
    ingress: k8s.networking.v1.Ingress | undefined;
    /** How routes are attached by the Gateway API, to a Gateway of the stack's own or another one. */
    entry: { readonly gateway?: pulumi.Resource | undefined } | undefined;
    origin: Origin | undefined;
    services: Readonly<Record<string, k8s.core.v1.Service>>;
  },
  options: pulumi.CustomResourceOptions,
): Record<string, pulumi.Resource> {
  const { cluster, ingress, entry, services } = args;
  return Object.fromEntries(
    described.flatMap(([name, service]): [string, pulumi.Resource][] => {
      if (getsConnections(service)) return services[name] ? [[name, services[name]]] : [];
      if (!getsRequests(service)) return [];
      const routed = entry?.gateway ?? (entry && services[name]);
      if (routed) return [[name, routed]];
      if (!ingress) return [];
      if (cluster.existing || !cluster.ingressClass) return [[name, ingress]];
      const { ingressClass } = cluster;
      const { protocol } = service;
      return [[name, createTargetGroupSignal(name, { ...args, protocol, ingressClass, ingress }, options)]];
    }),
  );
}

/**
 * Creates an Ingress without paths, whose address says that the target group of a service exists. It is a member of the load
 * balancer's group, adds neither listener nor rule to it, and receives no requests.
 *
 * The controller injects its readiness gate only into pods that start when their service has a target group, and Pulumi waits for
 * an address only of a new Ingress: of the Ingress with the routes it doesn't, when a service is added. The controller gives
 * this one its address after it has created the target groups of the whole group.
 *
 * The name has the protocol, since another one is another target group: pods that started before it would wait for the health of
 * the former one, which is deleted. And it has the origin, since that is another load balancer.
 *
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/
 */
function createTargetGroupSignal(
  service: string,
  args: {
    protocol: Protocol;
    /** Which origin of CloudFront's the load balancer is; undefined without CloudFront. */
    origin: Origin | undefined;
    namespace: pulumi.Input<string>;
    ingressClass: k8s.networking.v1.IngressClass;
    /** The Ingress with the routes, which the target group is created for. */
    ingress: k8s.networking.v1.Ingress;
  },
  options: pulumi.CustomResourceOptions,
): k8s.networking.v1.Ingress {
  return new k8s.networking.v1.Ingress(
    `${service}-target-group`,
    {
      // No service has a name with a dot.
      metadata: {
        name: [service, args.protocol, ...(args.origin ? [args.origin] : [])].join("."),
        namespace: args.namespace,
      },
      spec: {
        ingressClassName: args.ingressClass.metadata.name,
        // A name that no client can have: https://www.rfc-editor.org/rfc/rfc2606#section-2
        rules: [{ host: `${service}.invalid` }],
      },
    },
    { ...options, dependsOn: [args.ingress], replaceOnChanges: ["spec.ingressClassName"] },
  );
}
