import { getsConnections } from "../components/published";
import type { ServiceSettings } from "./sections/services";
import { formatPath } from "./toolkit/path";

/** Sections of the load balancers, with what a stack still has of them when it has no load balancer. */
const sections = [
  ["domain", "nothing but its certificate"],
  ["loadBalancer", "nothing"],
] as const;

/** What a stack file says of load balancers where no service needs them, so that there are none. */
export function warningsAboutUnusedLoadBalancer(
  given: Readonly<{ domain?: unknown; loadBalancer?: { staticAddresses?: boolean | undefined } | undefined }>,
  services: Readonly<Record<string, Pick<ServiceSettings, "exposure" | "protocol">>>,
): string[] {
  const all = Object.values(services);
  if (all.some(({ exposure }) => exposure === "public")) {
    return given.loadBalancer?.staticAddresses && !all.some(getsConnections)
      ? [
          `${formatPath(["loadBalancer", "staticAddresses"])} creates nothing: no service has protocol tcp, udp or tls, and an ` +
            "Application Load Balancer has no static addresses.",
        ]
      : [];
  }
  return sections
    .filter(([name]) => given[name] !== undefined)
    .map(
      ([name, rest]) =>
        `${formatPath([name])} creates ${rest}: no service is public, so that the stack has no load balancer.`,
    );
}
