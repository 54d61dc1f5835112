/**
 * Protocols of services behind an Application Load Balancer, and what a target group calls them. All but HTTP/1.1 need an
 * HTTPS listener.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version (read 2026-11-21)
 */
export const protocolVersions = { http: "HTTP1", http2: "HTTP2", grpc: "GRPC" } as const;

/**
 * Protocols of services behind a Network Load Balancer, and what their listener and target group are called. With tls the
 * listener ends the encryption.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html (read 2026-11-21)
 */
export const connectionProtocols = {
  tcp: { listener: "TCP", target: "TCP" },
  udp: { listener: "UDP", target: "UDP" },
  tls: { listener: "TLS", target: "TCP" },
} as const;

/** A protocol whose requests are routed by host and path. */
export type RequestProtocol = keyof typeof protocolVersions;

/** A protocol whose connections, or datagrams, are forwarded by port. */
export type ConnectionProtocol = keyof typeof connectionProtocols;

/** A protocol of a service. */
export type Protocol = RequestProtocol | ConnectionProtocol;

/** Every protocol of a service. */
export const protocols: readonly string[] = [
  ...Object.keys(protocolVersions),
  ...Object.keys(connectionProtocols),
];

/** Whether connections are forwarded by port rather than requests routed by host and path. */
export function isConnectionProtocol(protocol: Protocol): protocol is ConnectionProtocol {
  return Object.hasOwn(connectionProtocols, protocol);
}

/** Protocol of the packets that carry a service's. */
export function transportOf(protocol: Protocol): "tcp" | "udp" {
  return protocol === "udp" ? "udp" : "tcp";
}

/**
 * The method of the standard health service of gRPC, which answers with status 0 where the service can receive requests.
 * @see https://github.com/grpc/grpc/blob/master/doc/health-checking.md (read 2026-11-21)
 */
export const grpcHealth = { path: "/grpc.health.v1.Health/Check", status: "0" } as const;
