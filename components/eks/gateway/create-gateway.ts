import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { CompleteService } from "../../complete-service";
import type { LoadBalancerCluster } from "../load-balancer-arguments";
import { createExistingGateway } from "./existing-gateway";
import type { Gateway } from "./gateway";

/** Creates the Gateway of public services, and their routes, where their cluster has them rather than an Ingress. */
export function createGateway(
  name: string,
  args: {
    namespace: pulumi.Input<string>;
    cluster: LoadBalancerCluster;
    published: readonly (readonly [string, CompleteService])[];
    services: Readonly<Record<string, k8s.core.v1.Service>>;
  },
  options: pulumi.CustomResourceOptions,
): Gateway | undefined {
  const { namespace, cluster, published, services } = args;
  const backends = published.flatMap(([name, { routes, protocol, port }]) => {
    const service = services[name];
    return service ? [{ name, routes, protocol, port, service }] : [];
  });
  if (!cluster.existing || cluster.gatewayApi === undefined || backends.length === 0) return undefined;
  return createExistingGateway(name, { namespace, api: cluster.gatewayApi, backends }, options);
}
