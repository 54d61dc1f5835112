import type * as pulumi from "@pulumi/pulumi";
import { getsRequests, type Published } from "../published";
import { LoadBalancer } from "./load-balancer";
import type { LoadBalancerArgs } from "./load-balancer-arguments";

/** Arguments of {@link createLoadBalancers}. */
export interface LoadBalancersArgs extends LoadBalancerArgs {
  /** The services that will run behind them, by name. */
  services: Readonly<Record<string, Published>>;
}

/** The load balancers of the services on ECS. */
export interface LoadBalancers {
  /** The one that routes requests; undefined where no public service gets any. */
  loadBalancer: LoadBalancer | undefined;
}

/** Creates the load balancers that the services on ECS need: none where no service is public. */
export function createLoadBalancers(
  name: string,
  { services, ...args }: LoadBalancersArgs,
  options: pulumi.ComponentResourceOptions,
): LoadBalancers {
  const published = Object.values(services);
  return {
    loadBalancer: published.some(getsRequests) ? new LoadBalancer(name, args, options) : undefined,
  };
}
