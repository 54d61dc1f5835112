import { gatewayLimits, gatewayPaths, isGatewayPath } from "../../../facts/gateway-api";
import { dnsSubdomain } from "../../../facts/kubernetes-names";
import type { CompleteService } from "../../complete-service";
import { mustBe, validatePattern } from "../../invalid-arguments";
import { getsRequests } from "../../published";
import type { ExistingGatewayApi } from "./existing-gateway";
import { unreachedRoutes } from "./routes-by-host";

/** What an existing cluster says of its Gateway API. */
interface GatewayOfCluster {
  ingressClass?: string;
  gatewayClass?: string;
  gatewayAnnotations?: Readonly<Record<string, string>>;
  gatewayTlsSecret?: string;
}

/** Validates the Gateway API of an existing cluster. */
export function validateGatewayOfCluster(existing: GatewayOfCluster): string[] {
  const { ingressClass, gatewayClass, gatewayAnnotations, gatewayTlsSecret } = existing;
  const ofGateway = { gatewayAnnotations, gatewayTlsSecret };
  return [
    ...(ingressClass !== undefined && gatewayClass !== undefined
      ? ["existing must have either an ingressClass or a gatewayClass: routes are in one of them"]
      : []),
    ...Object.entries(ofGateway).flatMap(([key, value]) =>
      value !== undefined && gatewayClass === undefined
        ? [`existing.${key} needs existing.gatewayClass: there is no Gateway otherwise`]
        : [],
    ),
    ...validatePattern(
      "existing.gatewayClass",
      gatewayClass,
      dnsSubdomain,
      "the name of a GatewayClass, such as envoy",
    ),
    ...validatePattern(
      "existing.gatewayTlsSecret",
      gatewayTlsSecret,
      dnsSubdomain,
      "the name of a Secret, such as shop-tls",
    ),
  ];
}

/** What routes of public services a Gateway wouldn't have as they are. */
export function validateGatewayRoutes(
  published: readonly (readonly [string, CompleteService])[],
  { tlsSecret }: Pick<ExistingGatewayApi, "tlsSecret">,
): string[] {
  const routed = published.filter(([, service]) => getsRequests(service));
  const routes = routed.flatMap(([name, service]) =>
    service.routes.map((route, index) => ({ ...route, at: `services.${name}.routes[${index}]` })),
  );
  const hosts = new Set(routes.map(({ host }) => host));
  return [
    ...routes.flatMap(({ at, path }) =>
      isGatewayPath(path) ? [] : [mustBe(`${at}.path`, path, gatewayPaths)],
    ),
    ...(tlsSecret === undefined
      ? []
      : routes.flatMap(({ at, host }) =>
          host === undefined
            ? [
                `${at}.host is missing: must be set for existing.gatewayTlsSecret, whose certificate is for hosts`,
              ]
            : [],
        )),
    ...(tlsSecret !== undefined && hosts.size >= gatewayLimits.listeners
      ? [
          `services have routes for ${hosts.size} hosts: must have at most ${gatewayLimits.listeners - 1} with existing.gatewayTlsSecret, a listener of the Gateway for each`,
        ]
      : []),
    ...unreachedRoutes(routed.map(([name, service]) => ({ name, routes: service.routes }))).map(
      ({ service, index, by }) =>
        `services.${service}.routes[${index}] gets no request: services.${by.service}.routes[${by.index}], with priority ${by.priority}, matches all of them; must have a lower priority, or be left out`,
    ),
  ];
}
