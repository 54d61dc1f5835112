import type { ExistingClusterDescription } from "../../../components/eks";
import { unreachedRoutes } from "../../../components/eks/gateway/routes-by-host";
import { getsRequests } from "../../../components/published";
import { gatewayLimits, gatewayPaths, gatewayProtocols, isGatewayPath } from "../../../facts/gateway-api";
import { dnsLabel, dnsSubdomain } from "../../../facts/kubernetes-names";
import type { RoutedService, ServiceOnPlatform } from "../../section";
import { choice, object, record, string } from "../../toolkit/kinds";
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
  gateway: object(
    {
      listener: string(
        dnsSubdomain,
        "the name of a listener",
        "Name of its listener that routes attach to. Default: all that allow them.",
      ),
      protocol: choice(gatewayProtocols, "Protocol of its listeners, in eksUrls. Default: https."),
    },
    "Gateway that the cluster has, in place of one of the stack's own: the HTTPRoutes of public services are attached to it. It has to " +
      "allow the stack's namespace, and each route has a host. Certificates, redirects and DNS records are its owner's.",
    {
      name: string(dnsSubdomain, "the name of a Gateway", "Its name."),
      namespace: string(dnsLabel, "a namespace", "Its namespace."),
    },
  ),
};

/** Whether routes of public services are a Gateway's. */
export function hasGateway({ gatewayClass, gateway }: ExistingClusterDescription): boolean {
  return gatewayClass !== undefined || gateway !== undefined;
}

/** Adds errors for two of an IngressClass, a GatewayClass and a Gateway, and for what belongs to one that isn't there. */
export function validateGateway(given: ExistingClusterDescription, at: Path, errors: ValidationErrors): void {
  const { gatewayClass, gateway } = given;
  for (const key of ["gatewayAnnotations", "gatewayTlsSecret"] as const) {
    if (gatewayClass !== undefined || given[key] === undefined) continue;
    errors.add([...at, key], "needs gatewayClass: the stack has no Gateway of its own otherwise.");
  }
  if (!hasGateway(given)) return;
  const used = gatewayClass === undefined ? "gateway" : "gatewayClass";
  for (const key of ["ingressClass", "ingressAnnotations"] as const) {
    if (given[key] !== undefined) {
      errors.add([...at, key], `can't be combined with ${used}: routes are an Ingress's or a Gateway's.`);
    }
  }
  if (gatewayClass !== undefined && gateway !== undefined) {
    errors.add(
      [...at, "gateway"],
      "can't be combined with gatewayClass, which is of a Gateway of the stack's own.",
    );
  }
}

/** Adds errors for routes that an HTTPRoute can't have. */
export function validateRoutesOnGateway(
  at: Path,
  { routes }: Pick<ServiceOnPlatform, "routes">,
  { gateway, gatewayTlsSecret }: ExistingClusterDescription,
  errors: ValidationErrors,
): void {
  const existing = ["eks", "existing"];
  const needsHosts = gateway
    ? `others attach routes to ${formatPath([...existing, "gateway"])}, too`
    : `the certificate of ${formatPath([...existing, "gatewayTlsSecret"])} is for hosts`;
  for (const [index, { path, host }] of routes.entries()) {
    const here = [...at, "routes", index];
    if (!isGatewayPath(path)) {
      const given = errors.format([...here, "path"], path);
      errors.add([...here, "path"], `is ${given}, but behind a Gateway must be ${gatewayPaths}.`);
    }
    if ((gateway ?? gatewayTlsSecret) !== undefined && host === undefined) {
      errors.add([...here, "host"], `is missing: ${needsHosts}. Set it.`);
    }
  }
}

/** Adds errors for what the routes of all services can't have together behind a Gateway. */
export function validateTogetherOnGateway(
  services: Readonly<Record<string, RoutedService>>,
  existing: ExistingClusterDescription,
  errors: ValidationErrors,
): void {
  if (!hasGateway(existing)) return;
  const { gatewayTlsSecret } = existing;
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
