import { gatewayLimits, gatewayPaths, gatewayProtocols, isGatewayPath } from "../../../facts/gateway-api";
import { dnsLabel, dnsSubdomain } from "../../../facts/kubernetes-names";
import type { CompleteService } from "../../complete-service";
import { mustBe, validateOneOf, validatePattern } from "../../invalid-arguments";
import { getsRequests } from "../../published";
import type { ExistingGatewayApi } from "./existing-gateway";
import { unreachedRoutes } from "./routes-by-host";
import type { SharedGateway } from "./shared-gateway";

/** What an existing cluster says of its Gateway API. */
interface GatewayOfCluster {
  ingressClass?: string;
  gatewayClass?: string;
  gatewayAnnotations?: Readonly<Record<string, string>>;
  gatewayTlsSecret?: string;
  gateway?: SharedGateway;
}

/** A GatewayClass or a Gateway that a cluster has. */
export interface ClusterGateways {
  gatewayApi: ExistingGatewayApi | undefined;
  sharedGateway: SharedGateway | undefined;
}

/** Validates the Gateway API of an existing cluster. */
export function validateGatewayOfCluster(existing: GatewayOfCluster): string[] {
  const { ingressClass, gatewayClass, gatewayAnnotations, gatewayTlsSecret, gateway } = existing;
  const ways = [ingressClass, gatewayClass, gateway].filter((way) => way !== undefined);
  const ofGateway = { gatewayAnnotations, gatewayTlsSecret };
  return [
    ...(ways.length > 1
      ? ["existing must have one of ingressClass, gatewayClass and gateway: routes are in one of them"]
      : []),
    ...Object.entries(ofGateway).flatMap(([key, value]) =>
      value !== undefined && gatewayClass === undefined
        ? [`existing.${key} needs existing.gatewayClass: the stack has no Gateway of its own otherwise`]
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
    ...validatePattern("existing.gateway.name", gateway?.name, dnsSubdomain, "the name of a Gateway"),
    ...validatePattern("existing.gateway.namespace", gateway?.namespace, dnsLabel, "a namespace"),
    ...validatePattern(
      "existing.gateway.listener",
      gateway?.listener,
      dnsSubdomain,
      "the name of a listener",
    ),
    ...validateOneOf("existing.gateway.protocol", gateway?.protocol, gatewayProtocols),
  ];
}

/** What routes of public services a Gateway wouldn't have as they are. */
export function validateGatewayRoutes(
  published: readonly (readonly [string, CompleteService])[],
  { gatewayApi, sharedGateway }: ClusterGateways,
): string[] {
  const tlsSecret = gatewayApi?.tlsSecret;
  const needsHosts = sharedGateway
    ? "existing.gateway, which others attach routes to as well"
    : "existing.gatewayTlsSecret, whose certificate is for hosts";
  const routed = published.filter(([, service]) => getsRequests(service));
  const routes = routed.flatMap(([name, service]) =>
    service.routes.map((route, index) => ({ ...route, at: `services.${name}.routes[${index}]` })),
  );
  const hosts = new Set(routes.map(({ host }) => host));
  return [
    ...routes.flatMap(({ at, path }) =>
      isGatewayPath(path) ? [] : [mustBe(`${at}.path`, path, gatewayPaths)],
    ),
    ...(tlsSecret === undefined && !sharedGateway
      ? []
      : routes.flatMap(({ at, host }) =>
          host === undefined ? [`${at}.host is missing: must be set for ${needsHosts}`] : [],
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
