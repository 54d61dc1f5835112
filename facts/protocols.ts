/**
 * Protocols of services behind an Application Load Balancer, and what a target group calls them. All but HTTP/1.1 need an
 * HTTPS listener.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version (read 2026-11-21)
 */
export const protocolVersions = { http: "HTTP1", http2: "HTTP2", grpc: "GRPC" } as const;

/** A protocol of a service. */
export type Protocol = keyof typeof protocolVersions;

/**
 * The method of the standard health service of gRPC, which answers with status 0 where the service can receive requests.
 * @see https://github.com/grpc/grpc/blob/master/doc/health-checking.md (read 2026-11-21)
 */
export const grpcHealth = { path: "/grpc.health.v1.Health/Check", status: "0" } as const;
