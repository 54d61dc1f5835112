import { isConnectionProtocol, type Protocol } from "../../../facts/protocols";
import { withDefault } from "../../toolkit/defaults";
import { choice } from "../../toolkit/kinds";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** The protocol that a service speaks. */
export const protocolSchema = withDefault(
  "http",
  choice(
    ["http", "http2", "grpc", "tcp", "udp", "tls"],
    "Protocol that the container speaks on its port, without TLS. http2: HTTP/2 with prior knowledge (h2c). grpc: also, and it " +
      "implements the health service of gRPC, grpc.health.v1.Health. Public services need a domain for both, since load " +
      "balancers speak them over HTTPS only. tcp, udp: whatever it is; a Network Load Balancer forwards connections on the " +
      "service's port, $16.43 per month and $3.65 for each zone, once for all such services on ECS, for each on EKS. tls: as " +
      "tcp, and the load balancer terminates TLS, with the domain's certificate. Internal services have tcp and udp.",
    {
      ...{ h2: "http2", h2c: "http2", "http/2": "http2", "http/1.1": "http", http1: "http", https: "http" },
      ...{ ssl: "tls", tcp_tls: "tls", mqtt: "tcp", smtp: "tcp", dns: "udp" },
    },
  ),
);

interface Given {
  protocol?: Protocol | undefined;
  exposure?: "public" | "internal" | "none" | undefined;
  health?: { path?: unknown } | undefined;
}

/** Adds errors where a protocol has no effect, or needs HTTPS. */
export function validateProtocol(at: Path, given: Given, hasDomain: boolean, errors: ValidationErrors): void {
  const { protocol = "http", exposure = "public", health } = given;
  if (given.protocol !== undefined && exposure === "none") {
    errors.add(
      [...at, "protocol"],
      "has no effect with exposure none: nobody connects to the service. Remove it.",
    );
  } else if (protocol !== "http" && !isConnectionProtocol(protocol) && exposure === "public" && !hasDomain) {
    errors.add(
      [...at, "protocol"],
      `is ${protocol}, which a load balancer speaks over HTTPS only: set aws-containers:domain, or exposure: internal.`,
    );
  }
  if (protocol === "grpc" && health?.path !== undefined) {
    errors.add(
      [...at, "health", "path"],
      "has no effect with protocol grpc: the health service of gRPC, grpc.health.v1.Health, is asked. Remove it.",
    );
  }
}
