import type { CompleteService } from "../complete-service";
import { mustBe } from "../invalid-arguments";
import { getsRequests } from "../published";
import type { EksCluster } from "./cluster";

/** What services can't have behind CloudFront. */
export function validateBehindCloudFront(
  services: readonly (readonly [string, CompleteService])[],
  cluster: Pick<EksCluster, "loadBalancerAttributes" | "loadBalancerPlacement">,
): string[] {
  if (!cluster.loadBalancerAttributes?.cloudFront) return [];
  const { hasNat } = cluster.loadBalancerPlacement;
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
