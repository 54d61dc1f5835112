import type { ExistingClusterDescription } from "../../../components/eks";
import { unreachedRoutes } from "../../../components/eks/gateway/routes-by-host";
import { getsRequests } from "../../../components/published";
import { gatewayLimits, gatewayPaths, isGatewayPath } from "../../../facts/gateway-api";
import { dnsSubdomain } from "../../../facts/kubernetes-names";
import type { RoutedService, ServiceOnPlatform } from "../../section";
import { record, string } from "../../toolkit/kinds";
import { formatPath, type Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { annotationKey } from "./annotation-key";

/** The Gateway API of a cluster that is there already. */
export const existingGatewaySchema = {
  gatewayClass: string(
    dnsSubdomain,
    "the name of a GatewayClass, such as envoy",
    "GatewayClass that the cluster has, such as that of Envoy Gateway, Istio or Cilium, in place of ingressClass: public services get a " +
      "Gateway of it, and HTTPRoutes. To or from it is another load balancer, with another address.",
  ),
  gatewayAnnotations: record(
    annotationKey,
    string(/^[^\0]{0,10000}$/, "a text in quotes", "Value of the annotation."),
    "Annotations of the Gateway, such as that of cert-manager, which then creates the certificate. Default: none.",
  ),
  gatewayTlsSecret: string(
    dnsSubdomain,
    "the name of a Secret, such as shop-tls",
    "Secret in the namespace with the Gateway's certificate, for the hosts of all routes, which each has to have one. The Gateway then " +
      "answers HTTPS, and redirects HTTP. Default: none, HTTP alone.",
  ),
};

/** Adds errors for a GatewayClass beside an IngressClass, and for what belongs to a Gateway where there is none. */
export function validateGateway(given: ExistingClusterDescription, at: Path, errors: ValidationErrors): void {
  if (given.gatewayClass === undefined) {
    for (const key of ["gatewayAnnotations", "gatewayTlsSecret"] as const) {
      if (given[key] !== undefined)
        errors.add([...at, key], "needs gatewayClass: there is no Gateway otherwise.");
    }
    return;
  }
  for (const key of ["ingressClass", "ingressAnnotations"] as const) {
    if (given[key] !== undefined) {
      errors.add(
        [...at, key],
        "can't be combined with gatewayClass: routes are an Ingress's or a Gateway's.",
      );
    }
  }
}

/** Adds errors for routes that an HTTPRoute can't have. */
export function validateRoutesOnGateway(
  at: Path,
  { routes }: Pick<ServiceOnPlatform, "routes">,
  { gatewayTlsSecret }: ExistingClusterDescription,
  errors: ValidationErrors,
): void {
  for (const [index, { path, host }] of routes.entries()) {
    const here = [...at, "routes", index];
    if (!isGatewayPath(path)) {
      const given = errors.format([...here, "path"], path);
      errors.add([...here, "path"], `is ${given}, but behind a Gateway must be ${gatewayPaths}.`);
    }
    if (gatewayTlsSecret !== undefined && host === undefined) {
      const secret = formatPath(["eks", "existing", "gatewayTlsSecret"]);
      errors.add([...here, "host"], `is missing: the certificate of ${secret} is for hosts. Set it.`);
    }
  }
}

/** Adds errors for what the routes of all services can't have together behind a Gateway. */
export function validateTogetherOnGateway(
  services: Readonly<Record<string, RoutedService>>,
  { gatewayClass, gatewayTlsSecret }: ExistingClusterDescription,
  errors: ValidationErrors,
): void {
  if (gatewayClass === undefined) return;
  const routed = Object.entries(services)
    .filter(([, service]) => getsRequests(service))
    .map(([name, { routes }]) => ({ name, routes }));
  for (const { service, index, by } of unreachedRoutes(routed)) {
    const other = formatPath(["services", by.service, "routes", by.index]);
    errors.add(
      ["services", service, "routes", index],
      `gets no request: ${other}, with priority ${by.priority}, matches all of them. Give it a lower priority, or leave it out.`,
    );
  }
  const hosts = new Set(routed.flatMap(({ routes }) => routes.map(({ host }) => host)));
  if (gatewayTlsSecret !== undefined && hosts.size >= gatewayLimits.listeners) {
    errors.add(
      ["eks", "existing", "gatewayTlsSecret"],
      `takes a listener of the Gateway for each host, at most ${gatewayLimits.listeners - 1}, but the routes have ${hosts.size}. Use a wildcard, such as *.example.com.`,
    );
  }
}
