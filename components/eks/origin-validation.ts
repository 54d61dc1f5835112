import type { CompleteService } from "../complete-service";
import { mustBe } from "../invalid-arguments";
import { getsRequests } from "../published";
import type { LoadBalancerPlacement } from "./load-balancer-placement";

/** What services can't have behind CloudFront. */
export function validateBehindCloudFront(
  services: readonly (readonly [string, CompleteService])[],
  { attributes, hasNat }: LoadBalancerPlacement,
): string[] {
  if (!attributes.cloudFront) return [];
  return services
    .filter(([, service]) => getsRequests(service))
    .flatMap(([name, { protocol, routes }]) => [
      ...(protocol === "http"
        ? []
        : [
            mustBe(
              `services.${name}.protocol`,
              protocol,
              "http behind CloudFront, which speaks HTTP/1.1 to it",
            ),
          ]),
      ...routes.flatMap(({ auth }, index) =>
        auth && !hasNat
          ? [
              `services.${name}.routes[${index}].auth needs a NAT gateway behind CloudFront: must be left out, or the network have one`,
            ]
          : [],
      ),
    ]);
}
