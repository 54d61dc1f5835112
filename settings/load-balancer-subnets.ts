import { getsRequests } from "../components/published";
import type { Platform } from "./platforms";
import type { NetworkSettings } from "./sections/network";
import type { ServiceSettings } from "./sections/services";
import type { ValidationErrors } from "./toolkit/validation-errors";
import { behindOwnLoadBalancers } from "./unused-load-balancer";

/** What decides on the subnets of load balancers. */
interface Published {
  network: Pick<NetworkSettings, "existing">;
  services: Readonly<Record<string, ServiceSettings>>;
}

/**
 * Adds an error where an existing VPC is given without public subnets, in which load balancers are placed. Behind CloudFront they are
 * internal, in the private ones.
 */
export function validateLoadBalancerSubnets(
  { network: { existing }, services }: Published,
  hasLoadBalancers: (platform: Platform) => boolean,
  { hasCloudFront }: { hasCloudFront: boolean },
  errors: ValidationErrors,
): void {
  const path = ["network", "existing", "publicSubnetIds"];
  if (existing === undefined || existing.publicSubnetIds.length > 0 || errors.has(path)) return;
  const published = behindOwnLoadBalancers(services, hasLoadBalancers).filter(
    (service) => !(hasCloudFront && getsRequests(service)),
  );
  const names = Object.keys(services).filter((name) =>
    published.some((service) => service === services[name]),
  );
  if (names.length === 0) return;
  errors.add(
    path,
    `is missing: load balancers are placed in public subnets, and ${names.join(", ")} ${names.length === 1 ? "is" : "are"} public. ` +
      "Name the subnets with a route to an internet gateway, or set exposure: internal or none.",
  );
}
