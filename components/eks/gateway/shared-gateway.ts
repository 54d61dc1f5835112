import type * as pulumi from "@pulumi/pulumi";
import type { gatewayProtocols } from "../../../facts/gateway-api";
import { createHttpRoutes, type GatewayBackend } from "./http-routes";
import { routesByHost } from "./routes-by-host";

/** A Gateway that a cluster has, to which others attach their routes, too. */
export interface SharedGateway {
  /** Its name. */
  name: string;
  /** Its namespace, another one than the services'. */
  namespace: string;
  /** Name of its listener that routes attach to. @default all that allow them */
  listener?: string;
  /** Protocol of its listeners, in the services' addresses. @default https */
  protocol?: (typeof gatewayProtocols)[number];
}

/** Attaches the routes of services to a Gateway that a cluster has. */
export function attachToGateway(
  args: { namespace: pulumi.Input<string>; gateway: SharedGateway; backends: readonly GatewayBackend[] },
  options: pulumi.CustomResourceOptions,
): void {
  const { namespace, gateway, backends } = args;
  const { listener } = gateway;
  const parent = {
    name: gateway.name,
    namespace: gateway.namespace,
    ...(listener !== undefined && { sectionName: listener }),
  };
  createHttpRoutes({ namespace, backends, routes: routesByHost(backends), parentOf: () => parent }, options);
}
