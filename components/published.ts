import { isConnectionProtocol, type Protocol, transportOf } from "../facts/protocols";
import type { ServiceDescription } from "./service";

/** Port of a service that has no other. */
export const defaultPort = 8080;

/** What decides on a service's load balancer. */
export type Published = Pick<ServiceDescription, "exposure" | "protocol">;

/** Whether an Application Load Balancer routes requests to a service. */
export function getsRequests({ exposure = "public", protocol = "http" }: Published): boolean {
  return exposure === "public" && !isConnectionProtocol(protocol);
}

/** Whether a Network Load Balancer forwards connections to a service. */
export function getsConnections({ exposure = "public", protocol = "http" }: Published): boolean {
  return exposure === "public" && isConnectionProtocol(protocol);
}

/**
 * Name of the port of a service's container, by which Service Connect, Services and network policies find it. With `tls` it is that
 * of `tcp`: the load balancer terminates TLS, so that the running replicas stay its targets when it begins to.
 */
export function portNameOf(protocol: Protocol): string {
  return isConnectionProtocol(protocol) ? transportOf(protocol) : "http";
}
