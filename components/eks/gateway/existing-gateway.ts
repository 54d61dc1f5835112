import type * as pulumi from "@pulumi/pulumi";
import { Gateway } from "./gateway";
import type { GatewayListener } from "./gateway-arguments";
import { createHttpRoutes, createRedirect, type GatewayBackend } from "./http-routes";
import { listener, nameOfHost } from "./listeners";
import { routesByHost } from "./routes-by-host";

/** The GatewayClass of a cluster that is there already, and what the stack's own Gateway of it has. */
export interface ExistingGatewayApi {
  /** Name of its GatewayClass. */
  className: string;
  /** Annotations of the Gateway, for what creates its certificate. @default none */
  annotations?: Readonly<Record<string, string>>;
  /** Name of the Secret with the certificate, in the namespace of the services. @default none: plain HTTP */
  tlsSecret?: string;
}

/**
 * Creates a Gateway for the controller that a cluster has already, and the routes. With a certificate it has a listener for HTTPS for
 * each host, of which the certificate can be created, and redirects HTTP; otherwise it has one for HTTP.
 */
export function createExistingGateway(
  name: string,
  args: {
    namespace: pulumi.Input<string>;
    api: ExistingGatewayApi;
    backends: readonly GatewayBackend[];
  },
  options: pulumi.CustomResourceOptions,
): Gateway {
  const { namespace, api, backends } = args;
  const { className, annotations, tlsSecret } = api;
  const routes = routesByHost(backends);
  const hosts = [...new Set(routes.flatMap(({ host }) => (host === undefined ? [] : [host])))];
  const gateway = new Gateway(
    `${name}-gateway`,
    {
      metadata: { name: "services", namespace, ...(annotations && { annotations }) },
      spec: {
        gatewayClassName: className,
        listeners: [
          listener("http", "HTTP"),
          ...(tlsSecret === undefined ? [] : hosts.map((host) => overTls(host, tlsSecret))),
        ],
      },
    },
    options,
  );
  const parent = (sectionName: string) => ({ name: gateway.metadata.name, sectionName });
  if (tlsSecret !== undefined) createRedirect(name, { namespace, parent: parent("http") }, options);
  const parentOf = (host: string | undefined) =>
    parent(host === undefined || tlsSecret === undefined ? "http" : nameOfHost(host));
  createHttpRoutes({ namespace, backends, routes, parentOf }, options);
  return gateway;
}

function overTls(host: string, secret: string): GatewayListener {
  const certificateRefs = [{ kind: "Secret" as const, name: secret }];
  return listener(nameOfHost(host), "HTTPS", { hostname: host, tls: { mode: "Terminate", certificateRefs } });
}
