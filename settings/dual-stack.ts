import { getsConnections } from "../components/published";
import type { StackContext } from "./section";
import type { LoadBalancerSettings } from "./sections/load-balancer";
import type { NetworkSettings } from "./sections/network";
import type { ServiceSettings } from "./sections/services";
import { formatPath } from "./toolkit/path";
import type { ValidationErrors } from "./toolkit/validation-errors";

const ipv6 = ["loadBalancer", "ipv6"];

interface DualStack {
  loadBalancer: LoadBalancerSettings;
  network: NetworkSettings;
  services: Readonly<Record<string, Pick<ServiceSettings, "exposure" | "protocol">>>;
}

/**
 * Adds the errors of what can't be reached over IPv6, or would get IPv6 addresses although nothing is allowed to use them.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html for tasks' addresses (read 2026-11-21)
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-ip-address-type.html (read 2026-11-21)
 */
export function validateDualStack(
  { loadBalancer, network, services }: DualStack,
  { hasCloudFront }: StackContext,
  errors: ValidationErrors,
): void {
  if (!loadBalancer.ipv6 || errors.has(ipv6)) return;
  if (hasCloudFront) {
    errors.add(
      ipv6,
      `has no effect with ${formatPath(["loadBalancer", "cloudFront"])}, which clients reach over IPv6 anyway: remove it.`,
    );
  }
  if (network.nat === "none" && !errors.has(["network", "nat"])) {
    errors.add(
      ipv6,
      `needs subnets of its own for load balancers: with ${formatPath(["network", "nat"])} none containers run in them too, and ` +
        "would get IPv6 addresses, to which no security group allows traffic. Set nat: single, or remove it.",
    );
  }
  for (const [name, service] of Object.entries(services)) {
    const at = ["services", name, "protocol"];
    if (service.protocol === "udp" && getsConnections(service) && !errors.has(at)) {
      errors.add(
        at,
        `is udp, which a Network Load Balancer with IPv6 forwards only from prefixes for source NAT, which the stack's subnets don't have: remove ${formatPath(ipv6)}, or set tcp or tls.`,
      );
    }
  }
}

/** The network, with IPv6 where its load balancers have it. An existing one is left as it is. */
export function withIpv6(
  network: NetworkSettings,
  loadBalancer: Pick<LoadBalancerSettings, "ipv6"> | undefined,
): NetworkSettings {
  return loadBalancer?.ipv6 && !network.existing ? { ...network, ipv6: true } : network;
}
