import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { isPrefixOrExact } from "../../facts/ingress-paths";
import type { CompleteRoute, CompleteService } from "../complete-service";
import { mustBe } from "../invalid-arguments";
import { getsConnections } from "../published";
import { type ClusterGateways, validateGatewayRoutes } from "./gateway/existing-gateway-validation";

/** The ingress controller that a cluster has already. */
export interface IngressController {
  /** Name of its IngressClass. */
  className: string;
  /** Annotations that it reads on the Ingress. @default none */
  annotations?: Readonly<Record<string, string>>;
}

/**
 * Creates one Ingress with the routes of all services for a controller that the cluster has already. Paths are Kubernetes' own,
 * which every controller understands: of two that match, the longer one counts, whatever their priorities.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types
 */
export function createExistingIngress(
  name: string,
  args: {
    namespace: pulumi.Input<string>;
    controller: IngressController;
    backends: readonly { routes: readonly CompleteRoute[]; service: k8s.core.v1.Service | undefined }[];
  },
  options: pulumi.CustomResourceOptions,
): k8s.networking.v1.Ingress {
  const { className, annotations = {} } = args.controller;
  const routes = args.backends
    .flatMap(({ routes, service }) => (service ? routes.map((route) => ({ ...route, service })) : []))
    .sort((one, other) => one.priority - other.priority);
  return new k8s.networking.v1.Ingress(
    `${name}-ingress`,
    {
      metadata: { name: "services", namespace: args.namespace, annotations: { ...annotations } },
      spec: {
        ingressClassName: className,
        rules: routes.map(({ path, host, service }) => {
          const backend = { service: { name: service.metadata.name, port: { name: "http" } } };
          return { ...(host === undefined ? {} : { host }), http: { paths: [{ ...pathOf(path), backend }] } };
        }),
      },
    },
    options,
  );
}

/** What a cluster whose controller isn't Auto Mode's can't do for its services. */
export function validateForController(
  services: readonly (readonly [string, CompleteService])[],
  cluster: ClusterGateways & { ingressController: IngressController | undefined },
): string[] {
  const { ingressController, gatewayApi, sharedGateway } = cluster;
  const published = services.filter(([, { exposure }]) => exposure === "public");
  const routesByGateway = gatewayApi !== undefined || sharedGateway !== undefined;
  return [
    ...(published.length > 0 && ingressController === undefined && !routesByGateway
      ? [
          "cluster has no ingress class: must have its existing.ingressClass, existing.gatewayClass or existing.gateway, since a service is public",
        ]
      : []),
    ...published.flatMap(([name, service]) =>
      getsConnections(service)
        ? [mustBe(`services.${name}.protocol`, service.protocol, "http on an existing cluster")]
        : [],
    ),
    ...(routesByGateway
      ? validateGatewayRoutes(published, cluster)
      : published.flatMap(validateIngressPaths)),
  ];
}

function validateIngressPaths([name, { routes }]: readonly [string, CompleteService]): string[] {
  return routes.flatMap(({ path }, index) =>
    isPrefixOrExact(path)
      ? []
      : [
          mustBe(
            `services.${name}.routes[${index}].path`,
            path,
            "exact or end with /* on an existing cluster, with no other wildcard",
          ),
        ],
  );
}

function pathOf(path: string): { path: string; pathType: string } {
  return path.endsWith("/*")
    ? { path: path.slice(0, -2) || "/", pathType: "Prefix" }
    : { path, pathType: "Exact" };
}
