import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { CompleteService } from "../../complete-service";
import type { Route } from "../../service";
import { serviceUrl } from "../../service-url";
import { hostNameOf } from "../host-name";
import type { LoadBalancerCluster } from "../load-balancer-arguments";
import { createExistingGateway } from "./existing-gateway";
import type { Gateway } from "./gateway";
import { attachToGateway } from "./shared-gateway";

/** How requests come in by a Gateway. */
export interface GatewayEntry {
  /** The Gateway; undefined for one that the cluster has. */
  gateway?: Gateway;
  /** Where it answers; undefined for one that the cluster has. */
  hostName?: pulumi.Output<string>;
  /** The address of a service; undefined where its routes have no exact host, and the Gateway isn't the stack's. */
  urlOf(routes: readonly Route[]): pulumi.Output<string> | undefined;
}

/** Creates the routes of public services, and their Gateway, where their cluster has them rather than an Ingress. */
export function createGateway(
  name: string,
  args: {
    namespace: pulumi.Input<string>;
    cluster: LoadBalancerCluster;
    published: readonly (readonly [string, CompleteService])[];
    services: Readonly<Record<string, k8s.core.v1.Service>>;
  },
  options: pulumi.CustomResourceOptions,
): GatewayEntry | undefined {
  const { namespace, cluster, published, services } = args;
  const backends = published.flatMap(([name, { routes, protocol, port }]) => {
    const service = services[name];
    return service ? [{ name, routes, protocol, port, service }] : [];
  });
  if (!cluster.existing || backends.length === 0) return undefined;
  const { gatewayApi, sharedGateway } = cluster;
  if (sharedGateway) {
    attachToGateway({ namespace, gateway: sharedGateway, backends }, options);
    const { protocol: scheme = "https" } = sharedGateway;
    return {
      urlOf(routes) {
        const exact = routes.find(({ host }) => host !== undefined && !host.startsWith("*."));
        return exact?.host === undefined ? undefined : serviceUrl({ scheme, hostName: exact.host }, [exact]);
      },
    };
  }
  if (!gatewayApi) return undefined;
  const gateway = createExistingGateway(name, { namespace, api: gatewayApi, backends }, options);
  const hostName = hostNameOf(name, "Gateway", gateway);
  const scheme = gatewayApi.tlsSecret === undefined ? "http" : "https";
  return { gateway, hostName, urlOf: (routes) => serviceUrl({ scheme, hostName }, routes) };
}
