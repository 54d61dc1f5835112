import { getsConnections } from "../components/published";
import type { Platform } from "./platforms";
import type { SectionsSettings } from "./sections";
import type { ServiceSettings } from "./sections/services";
import { formatPath } from "./toolkit/path";

type LoadBalancerSettings = SectionsSettings["loadBalancer"];

/** Sections of the load balancers, with what a stack still has of them when it has no load balancer. */
const sections = [
  ["domain", "nothing but its certificate"],
  ["loadBalancer", "nothing"],
] as const;

/** The public services that are behind a load balancer of the stack's own. */
export function behindOwnLoadBalancers<Service extends Pick<ServiceSettings, "exposure" | "platforms">>(
  services: Readonly<Record<string, Service>>,
  hasLoadBalancers: (platform: Platform) => boolean,
): Service[] {
  return Object.values(services).filter(
    ({ exposure, platforms }) => exposure === "public" && platforms.some(hasLoadBalancers),
  );
}

/** The settings of load balancers that the stack doesn't have: nothing is created for them. */
export function withoutResources({ waf: _, ...settings }: LoadBalancerSettings): LoadBalancerSettings {
  return { ...settings, accessLogs: false };
}

/** What a stack file says of load balancers where no service needs them, so that there are none. */
export function warningsAboutUnusedLoadBalancer(
  given: Readonly<{ domain?: unknown; loadBalancer?: { staticAddresses?: boolean | undefined } | undefined }>,
  services: Readonly<Record<string, Pick<ServiceSettings, "exposure">>>,
  balanced: readonly Pick<ServiceSettings, "exposure" | "protocol">[],
): string[] {
  if (balanced.length > 0) {
    return given.loadBalancer?.staticAddresses && !balanced.some(getsConnections)
      ? [
          `${formatPath(["loadBalancer", "staticAddresses"])} creates nothing: no service has protocol tcp, udp or tls, and an ` +
            "Application Load Balancer has no static addresses.",
        ]
      : [];
  }
  const reason = Object.values(services).some(({ exposure }) => exposure === "public")
    ? "the ingress controller of the existing cluster is its own"
    : "no service is public";
  return sections
    .filter(([name]) => given[name] !== undefined)
    .map(
      ([name, rest]) =>
        `${formatPath([name])} creates ${rest}: ${reason}, so that the stack has no load balancer.`,
    );
}
