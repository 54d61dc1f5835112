import type * as pulumi from "@pulumi/pulumi";
import type { NetworkEndpoint } from "../network-endpoint";
import { getsConnections, getsRequests, type Published } from "../published";
import { LoadBalancer } from "./load-balancer";
import type { LoadBalancerArgs } from "./load-balancer-arguments";
import { NetworkLoadBalancer } from "./network-load-balancer";

/** Arguments of {@link createLoadBalancers}. */
export interface LoadBalancersArgs extends LoadBalancerArgs {
  /** The services that will run behind them, by name. */
  services: Readonly<Record<string, Published>>;
}

/** The load balancers of the services on ECS. */
export interface LoadBalancers {
  /** The one that routes requests; undefined where no public service gets any. */
  loadBalancer: LoadBalancer | undefined;
  /** The one that forwards connections; undefined where no public service gets any. */
  networkLoadBalancer: NetworkLoadBalancer | undefined;
  /** Host name of the one that routes requests, or of the CloudFront distribution in front of it. */
  hostName: pulumi.Output<string> | undefined;
  /** Id of the hosted zone of that name; undefined for a load balancer's. */
  hostedZoneId: LoadBalancer["hostedZoneId"] | undefined;
  /** Whether clients reach them over IPv6 as well. */
  ipv6: boolean;
  /** Where the services that receive connections are reached, by name; undefined where there are none. */
  endpoints: Record<string, NetworkEndpoint> | undefined;
}

/** Creates the load balancers that the services on ECS need: none where no service is public. */
export function createLoadBalancers(
  name: string,
  { services, ...args }: LoadBalancersArgs,
  options: pulumi.ComponentResourceOptions,
): LoadBalancers {
  const requested = Object.values(services).some(getsRequests);
  const connected = Object.keys(services).filter((service) => getsConnections(services[service] ?? {}));
  const loadBalancer = requested ? new LoadBalancer(name, args, options) : undefined;
  const first = {
    loadBalancer,
    hostName: loadBalancer?.hostName,
    hostedZoneId: loadBalancer?.hostedZoneId,
    ipv6: args.ipv6 ?? false,
  };
  if (connected.length === 0) return { ...first, networkLoadBalancer: undefined, endpoints: undefined };
  const networkLoadBalancer = new NetworkLoadBalancer(name, args, options);
  const { hostName, addresses } = networkLoadBalancer;
  const endpoint = { hostName, ...(addresses && { addresses }) };
  return {
    ...first,
    networkLoadBalancer,
    endpoints: Object.fromEntries(connected.map((service) => [service, endpoint])),
  };
}
