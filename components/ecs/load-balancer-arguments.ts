import { autoNameSuffix, nameLengths } from "../../facts/name-lengths";
import type { Https } from "../https";
import { mustBe } from "../invalid-arguments";
import {
  type LoadBalancerAttributes,
  validateLoadBalancerAttributes,
} from "../load-balancer/load-balancer-attributes";
import { publicSubnets } from "../public-subnets";
import type { EcsNetwork } from "./ecs-network";

/** Arguments of `LoadBalancer`. */
export interface LoadBalancerArgs extends LoadBalancerAttributes {
  /** The network. Its public subnets must be in at least two zones (ELB.13). */
  network: EcsNetwork;
  /**
   * HTTPS on port 443, with TLS 1.2 or 1.3, to which port 80 redirects (ELB.1, ELB.17). The services' rules move to it, and
   * back without it.
   * @default none: plain HTTP, and with `cloudFront` HTTPS under a host name of CloudFront's
   */
  https?: Https;
}

/** `-load-balancer` and Pulumi's suffix follow in the load balancer's name. */
const nameLength = nameLengths.loadBalancer - "-load-balancer".length - autoNameSuffix;

/** Validates the arguments of a load balancer. */
export function validateLoadBalancer(name: string, args: LoadBalancerArgs): string[] {
  const subnets = args.cloudFront ? undefined : publicSubnets(args.network);
  return [
    ...(name.length <= nameLength && /^[a-z][a-z0-9-]*$/.test(name)
      ? []
      : [mustBe("name", name, `1 to ${nameLength} lowercase letters, digits and hyphens, a letter first`)]),
    ...(subnets !== undefined && subnets < 2
      ? [`network.publicSubnetIds has ${subnets} subnets: must have at least 2, in two zones`]
      : []),
    ...validateLoadBalancerAttributes(args),
  ];
}
