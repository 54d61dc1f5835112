import type { ServiceSettings } from "./sections/services";
import { formatPath } from "./toolkit/path";

/** Sections of the load balancers, with what a stack still has of them when it has no load balancer. */
const sections = [
  ["domain", "nothing but its certificate"],
  ["loadBalancer", "nothing"],
] as const;

/** What a stack file says of load balancers where no service is public, so that there are none. */
export function warningsAboutUnusedLoadBalancer(
  given: Readonly<Partial<Record<(typeof sections)[number][0], unknown>>>,
  services: Readonly<Record<string, Pick<ServiceSettings, "exposure">>>,
): string[] {
  if (Object.values(services).some(({ exposure }) => exposure === "public")) return [];
  return sections
    .filter(([name]) => given[name] !== undefined)
    .map(
      ([name, rest]) =>
        `${formatPath([name])} creates ${rest}: no service is public, so that the stack has no load balancer.`,
    );
}
