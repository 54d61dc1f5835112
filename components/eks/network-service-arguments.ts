import type { CompleteService } from "../complete-service";
import { mustBe } from "../invalid-arguments";
import { getsConnections } from "../published";
import type { LoadBalancerPlacement } from "./load-balancer-placement";

/** Validates the services with a Network Load Balancer of their own. */
export function validateNetworkServices(
  services: readonly (readonly [string, CompleteService])[],
  cluster: { readonly loadBalancerPlacement: LoadBalancerPlacement },
): string[] {
  const connected = services.filter(([, service]) => getsConnections(service));
  if (connected.length === 0) return [];
  const { certificateArn, attributes, takesAddresses, subnetCount } = cluster.loadBalancerPlacement;
  return [
    ...connected.flatMap(([name, { protocol }]) =>
      protocol === "tls" && certificateArn === undefined
        ? [mustBe(`services.${name}.protocol`, protocol, "tcp or udp in a cluster without https")]
        : [],
    ),
    ...connected.flatMap(([name, { protocol }]) =>
      protocol === "udp" && attributes.ipv6
        ? [mustBe(`services.${name}.protocol`, protocol, "tcp or tls in a cluster with loadBalancer.ipv6")]
        : [],
    ),
    ...(attributes.staticAddresses && !takesAddresses
      ? [
          `cluster has loadBalancer.staticAddresses, for which Auto Mode has no annotation: must be left out with services such as ${connected[0]?.[0]}, behind a Network Load Balancer`,
        ]
      : []),
    ...(attributes.staticAddresses && takesAddresses && subnetCount === undefined
      ? [
          "cluster has loadBalancer.staticAddresses, which needs the number of public subnets: network.publicSubnetIds must be a list, or network have publicSubnetCount",
        ]
      : []),
  ];
}
