import { isConnectionProtocol, type Protocol } from "../../../facts/protocols";
import { serviceLimits } from "../../../facts/service-limits";
import { type Complete, withDefault } from "../../toolkit/defaults";
import { integer, object, string } from "../../toolkit/kinds";

const longestPath = serviceLimits.healthPathLength.max;

/** A service's health check. */
export const healthSchema = withDefault(
  {},
  object(
    {
      path: withDefault(
        "/healthz",
        string(
          new RegExp(`^/[!"$-~]{0,${longestPath - 1}}$`),
          `a path of at most ${longestPath} printable ASCII characters that starts with /, without spaces and #`,
          "Path that answers 200 while the service can receive requests. None with protocol grpc; with tcp, udp and tls none " +
            "unless set: then the port has to accept connections.",
        ),
      ),
      port: integer(
        serviceLimits.port,
        "TCP port that is checked, with protocol tcp, udp and tls. Required with udp, but for internal services on ECS alone. Default: the service's port.",
      ),
      intervalSeconds: withDefault(
        5,
        integer(serviceLimits.healthIntervalSeconds, "Seconds between two checks."),
      ),
      graceSeconds: integer(
        serviceLimits.healthGraceSeconds,
        "Seconds that a new replica has to start listening before failed checks count. Default: 30, or the time of three " +
          "checks or of unhealthyThreshold checks, whichever is longest.",
      ),
      unhealthyThreshold: withDefault(
        2,
        integer(
          serviceLimits.unhealthyThreshold,
          "Failed checks in a row after which a replica receives no more requests and is replaced.",
        ),
      ),
    },
    "The health check of load balancer and platform.",
  ),
);

/** Without a path where gRPC's own health service is asked, and of a connection where none is set. */
export function healthSettings(
  { path, ...health }: Complete<typeof healthSchema>,
  given: { path?: string | undefined } | undefined,
  protocol: Protocol,
): Omit<Complete<typeof healthSchema>, "path"> & { path?: string } {
  const hasPath = isConnectionProtocol(protocol) ? given?.path !== undefined : protocol !== "grpc";
  return hasPath ? { path, ...health } : health;
}
