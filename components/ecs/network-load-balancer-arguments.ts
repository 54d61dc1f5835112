import { loadBalancerNameLength } from "../../facts/name-lengths";
import { listenersPerNetworkLoadBalancer } from "../../facts/network-load-balancers";
import type { Protocol } from "../../facts/protocols";
import type { Https } from "../https";
import { mustBe, validateLength } from "../invalid-arguments";
import type { LoadBalancerAttributes } from "../load-balancer/load-balancer-attributes";
import { publicSubnets } from "../public-subnets";
import type { EcsNetwork } from "./ecs-network";

/** Arguments of `NetworkLoadBalancer`. */
export interface NetworkLoadBalancerArgs
  extends Pick<
    LoadBalancerAttributes,
    "zonalShift" | "accessLogs" | "deletionProtection" | "staticAddresses" | "ipv6"
  > {
  /**
   * The network. Its public subnets must be in at least two zones (ELB.13); how many they are must be known with
   * `staticAddresses`: by a list, or by `publicSubnetCount`.
   */
  network: EcsNetwork;
  /**
   * Certificate of the listeners that terminate TLS, and the host name that those of the services are below: mqtt.shop.example.com.
   * @default none: the services answer under the load balancer's host name, and none can have `tls`
   */
  https?: Https;
}

/** Validates the arguments of a network load balancer. */
export function validateNetworkLoadBalancer(
  name: string,
  { network, staticAddresses }: NetworkLoadBalancerArgs,
): string[] {
  const subnets = publicSubnets(network);
  return [
    ...validateLength("name", name, { max: loadBalancerNameLength }),
    ...(subnets !== undefined && subnets < 2
      ? [`network.publicSubnetIds has ${subnets} subnets: must have at least 2, in two zones`]
      : []),
    ...(staticAddresses && subnets === undefined
      ? [
          "staticAddresses needs the number of public subnets: network.publicSubnetIds must be a list, or network have publicSubnetCount",
        ]
      : []),
  ];
}

/** A listener on a port of a network load balancer, as far as it can be taken or impossible. */
interface Listening {
  port: number;
  protocol: Protocol;
  /** The service that has the port already. */
  other: string | undefined;
  listeners: number;
  isEncrypted: boolean;
  /** Whether clients reach the load balancer over IPv6 as well. */
  ipv6: boolean;
}

/** Validates a service that receives connections: a load balancer has one listener on each port. */
export function validateListener({
  port,
  protocol,
  other,
  listeners,
  isEncrypted,
  ipv6,
}: Listening): string[] {
  return [
    ...(other === undefined
      ? []
      : [
          mustBe(
            "service.port",
            port,
            `another one: service "${other}" has it on the same network load balancer`,
          ),
        ]),
    ...(listeners < listenersPerNetworkLoadBalancer
      ? []
      : [
          `networkLoadBalancer has ${listeners} listeners: must have at most ${listenersPerNetworkLoadBalancer}`,
        ]),
    ...(protocol === "udp" && ipv6
      ? [mustBe("service.protocol", protocol, "tcp or tls on a network load balancer with ipv6")]
      : []),
    ...(protocol === "tls" && !isEncrypted
      ? [mustBe("service.protocol", protocol, "tcp or udp on a network load balancer without https")]
      : []),
  ];
}
