import { getsRequests } from "../components/published";
import { defaultIdleTimeoutSeconds } from "../facts/load-balancers";
import { serviceLimits } from "../facts/service-limits";
import type { LoadBalancerSettings } from "./sections/load-balancer";
import type { ServiceSettings } from "./sections/services";
import { formatPath } from "./toolkit/path";

/**
 * What contradicts itself: whoever raises the idle timeout has connections that live long, and deployments end those of a
 * service after its drain.
 */
export function warningsAboutLongRequests(
  { idleTimeoutSeconds }: Pick<LoadBalancerSettings, "idleTimeoutSeconds">,
  services: Readonly<Record<string, Pick<ServiceSettings, "exposure" | "protocol" | "drainSeconds">>>,
): string[] {
  // At the default nobody expects long requests.
  if (idleTimeoutSeconds <= defaultIdleTimeoutSeconds) return [];
  const enough = Math.min(idleTimeoutSeconds, serviceLimits.drainSeconds.max);
  const timeout = formatPath(["loadBalancer", "idleTimeoutSeconds"]);
  return Object.entries(services)
    .filter(([, service]) => getsRequests(service) && service.drainSeconds < enough)
    .map(
      ([name, { drainSeconds }]) =>
        `${formatPath(["services", name, "drainSeconds"])} is ${drainSeconds}, but ${timeout} is ${idleTimeoutSeconds}: each ` +
        `deployment and scale-in cuts connections after ${drainSeconds} s. Raise drainSeconds to ${enough}, or let clients ` +
        "connect again.",
    );
}
