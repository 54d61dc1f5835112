import { getsRequests } from "../components/published";
import { cloudFrontRegion, originReadTimeoutSeconds, vpcOriginRegions } from "../facts/cloud-front";
import type { Platform } from "./platforms";
import type { StackContext } from "./section";
import type { DomainSettings } from "./sections/domain";
import type { LoadBalancerSettings } from "./sections/load-balancer";
import type { NetworkSettings } from "./sections/network";
import type { ServiceSettings } from "./sections/services";
import { formatPath } from "./toolkit/path";
import type { ValidationErrors } from "./toolkit/validation-errors";

const cloudFront = ["loadBalancer", "cloudFront"];

interface Behind {
  domain: DomainSettings | undefined;
  network: NetworkSettings;
  services: Readonly<Record<string, Pick<ServiceSettings, "exposure" | "platforms" | "protocol" | "routes">>>;
}

/** Adds the errors of what can't be behind a CloudFront distribution, or in front of the network that the stack has. */
export function validateBehindCloudFront(
  { domain, network, services }: Behind,
  hasLoadBalancers: (platform: Platform) => boolean,
  stack: StackContext,
  errors: ValidationErrors,
): void {
  if (!stack.hasCloudFront || errors.has(cloudFront)) return;
  validateRegion(domain, stack, errors);
  const published = Object.entries(services).filter(([, service]) => getsRequests(service));
  for (const [name, { platforms, protocol, routes }] of published) {
    const others = platforms.filter((platform) => !hasLoadBalancers(platform));
    if (others.length > 0 && !errors.has(["platforms"])) {
      errors.add(
        cloudFront,
        `needs a load balancer of the stack's own, but ${name} is public on ${others.join(" and ")}, where the ingress controller of the existing cluster has its own: remove it, or set another platform for the service.`,
      );
    }
    if (protocol !== "http" && !errors.has(["services", name, "protocol"])) {
      errors.add(
        ["services", name, "protocol"],
        `is ${protocol}, but CloudFront speaks HTTP/1.1 to a load balancer in a VPC: set http, or remove ${formatPath(cloudFront)}.`,
      );
    }
    validateLogins(["services", name, "routes"], routes, network, errors);
  }
}

function validateRegion(
  domain: DomainSettings | undefined,
  { region }: StackContext,
  errors: ValidationErrors,
) {
  if (region === undefined) return;
  if (!vpcOriginRegions.includes(region)) {
    errors.add(cloudFront, `isn't possible in ${region}, where CloudFront has no VPC origins: remove it.`);
  }
  if (domain?.certificateArn !== undefined && region !== cloudFrontRegion) {
    const at = ["domain", "certificateArn"];
    if (errors.has(at)) return;
    errors.add(
      at,
      `is in ${region}, but CloudFront needs a certificate in ${cloudFrontRegion} as well: set zoneId in its place, so that the stack requests both.`,
    );
  }
}

/** An internal load balancer has no public address, and reaches identity providers through a NAT gateway. */
function validateLogins(
  at: string[],
  routes: ServiceSettings["routes"],
  { nat, existing }: NetworkSettings,
  errors: ValidationErrors,
): void {
  const isPublicSubnet = existing ? existing.privateSubnetIds.length === 0 : nat === "none";
  for (const [index, { auth }] of (routes ?? []).entries()) {
    const path = [...at, index, "auth"];
    if (auth !== undefined && isPublicSubnet && !errors.has(path)) {
      errors.add(
        path,
        `needs a NAT gateway with ${formatPath(cloudFront)}, through which the load balancer reaches the identity provider: set ${formatPath(["network", "nat"])} to single or per-zone.`,
      );
    }
  }
}

/** What the figures of CloudFront contradict. */
export function warningsBehindCloudFront({
  cloudFront,
  idleTimeoutSeconds,
}: Pick<LoadBalancerSettings, "cloudFront" | "idleTimeoutSeconds">): string[] {
  const { max } = originReadTimeoutSeconds;
  return cloudFront && idleTimeoutSeconds > max
    ? [
        `${formatPath(["loadBalancer", "idleTimeoutSeconds"])} is ${idleTimeoutSeconds}, but CloudFront waits at most ${max} s ` +
          "for an answer, and answers 504 then. WebSockets aren't affected.",
      ]
    : [];
}
