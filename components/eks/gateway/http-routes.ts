import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { gatewayApi, gatewayLimits } from "../../../facts/gateway-api";
import { calledPort } from "../../calls";
import type { CompleteService } from "../../complete-service";
import { nameOfHost } from "./listeners";
import type { HostRoute } from "./routes-by-host";

/** By this `up` fails where the Gateway doesn't accept a route, which nothing else would say. */
const accepted = {
  "pulumi.com/waitFor": 'jsonpath={.status.parents[0].conditions[?(@.type=="Accepted")].status}=True',
};

interface HttpRouteArgs {
  namespace: pulumi.Input<string>;
  parent: RouteParent;
}

/** The Gateway that a route attaches to. */
export interface RouteParent {
  name: pulumi.Input<string>;
  /** @default the route's */
  namespace?: string;
  /** Name of its listener. @default all of them */
  sectionName?: string;
}

/** A service that requests are routed to. */
export interface GatewayBackend extends Pick<CompleteService, "routes" | "protocol" | "port"> {
  name: string;
  service: k8s.core.v1.Service;
}

/**
 * Creates an HTTPRoute for each service and host.
 * @see https://gateway-api.sigs.k8s.io/api-types/httproute/
 */
export function createHttpRoutes(
  args: {
    namespace: pulumi.Input<string>;
    backends: readonly GatewayBackend[];
    routes: readonly HostRoute[];
    parentOf: (host: string | undefined) => RouteParent;
  },
  options: pulumi.CustomResourceOptions,
): void {
  const { namespace, backends, routes, parentOf } = args;
  for (const route of routes) {
    const backend = backends.find(({ name }) => name === route.service);
    if (!backend) continue;
    const { name } = backend.service.metadata;
    createHttpRoute(
      route,
      { namespace, parent: parentOf(route.host), backend: { name, port: calledPort(backend) } },
      options,
    );
  }
}

/** Creates an HTTPRoute for the paths of a host that lead to a service. */
function createHttpRoute(
  { service, host, paths }: HostRoute,
  args: HttpRouteArgs & { backend: { name: pulumi.Input<string>; port: number } },
  options: pulumi.CustomResourceOptions,
): k8s.apiextensions.CustomResource {
  return createRoute(
    host === undefined ? `${service}-route` : `${service}-route-${host}`,
    host === undefined ? service : `${service}.${nameOfHost(host)}`,
    args,
    {
      ...(host !== undefined && { hostnames: [host] }),
      rules: inRules(paths).map((each) => ({
        matches: each.map((path) => ({ path: pathMatch(path) })),
        backendRefs: [args.backend],
      })),
    },
    options,
  );
}

/** Creates the HTTPRoute that redirects what a listener for HTTP receives to HTTPS. */
export function createRedirect(
  name: string,
  args: HttpRouteArgs,
  options: pulumi.CustomResourceOptions,
): k8s.apiextensions.CustomResource {
  const requestRedirect = { scheme: "https", statusCode: 301 };
  const rules = [{ filters: [{ type: "RequestRedirect", requestRedirect }] }];
  return createRoute(`${name}-redirect`, "redirect-to-https", args, { rules }, options);
}

function createRoute(
  name: string,
  ofName: string,
  { namespace, parent }: HttpRouteArgs,
  spec: object,
  options: pulumi.CustomResourceOptions,
): k8s.apiextensions.CustomResource {
  return new k8s.apiextensions.CustomResource(
    name,
    {
      apiVersion: gatewayApi,
      kind: "HTTPRoute",
      metadata: { name: ofName, namespace, annotations: { ...accepted } },
      spec: { parentRefs: [parent], ...spec },
    },
    options,
  );
}

/** As many paths to a rule as it has at most. */
function inRules(paths: readonly string[]): string[][] {
  const { matchesPerRule } = gatewayLimits;
  const count = Math.ceil(paths.length / matchesPerRule);
  return Array.from({ length: count }, (_, index) =>
    paths.slice(index * matchesPerRule, (index + 1) * matchesPerRule),
  );
}

function pathMatch(path: string): { type: "PathPrefix" | "Exact"; value: string } {
  return path.endsWith("/*")
    ? { type: "PathPrefix", value: path.slice(0, -2) || "/" }
    : { type: "Exact", value: path };
}
