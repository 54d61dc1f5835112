import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { calledPort } from "../../calls";
import type { CompleteService } from "../../complete-service";
import { Gateway } from "./gateway";
import type { GatewayListener } from "./gateway-arguments";
import { createHttpRoute, createRedirect } from "./http-routes";
import { listener, nameOfHost } from "./listeners";
import { routesByHost } from "./routes-by-host";

/** The Gateway API of a cluster that is there already. */
export interface ExistingGatewayApi {
  /** Name of its GatewayClass. */
  className: string;
  /** Annotations of the Gateway, for what creates its certificate. @default none */
  annotations?: Readonly<Record<string, string>>;
  /** Name of the Secret with the certificate, in the namespace of the services. @default none: plain HTTP */
  tlsSecret?: string;
}

/** A service that requests are routed to. */
export interface GatewayBackend extends Pick<CompleteService, "routes" | "protocol" | "port"> {
  name: string;
  service: k8s.core.v1.Service;
}

/**
 * Creates a Gateway for the controller that a cluster has already, and an HTTPRoute for each service and host. With a certificate it
 * has a listener for HTTPS for each host, of which the certificate can be created, and redirects HTTP; otherwise it has one for HTTP.
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
  if (tlsSecret !== undefined) createRedirect(name, { namespace, gateway, listener: "http" }, options);
  for (const route of routes) {
    const backend = backends.find(({ name }) => name === route.service);
    if (!backend) continue;
    const attached = route.host === undefined || tlsSecret === undefined ? "http" : nameOfHost(route.host);
    createHttpRoute(
      route,
      {
        namespace,
        gateway,
        listener: attached,
        backend: { name: backend.service.metadata.name, port: calledPort(backend) },
      },
      options,
    );
  }
  return gateway;
}

function overTls(host: string, secret: string): GatewayListener {
  const certificateRefs = [{ kind: "Secret" as const, name: secret }];
  return listener(nameOfHost(host), "HTTPS", { hostname: host, tls: { mode: "Terminate", certificateRefs } });
}
