import { type ConnectionProtocol, isConnectionProtocol } from "../facts/protocols";
import { serviceLimits } from "../facts/service-limits";
import type { CompleteService } from "./complete-service";
import { mustBe, validateWholeNumber } from "./invalid-arguments";

/** What a service can't have whose connections are forwarded by port, and what only such a service can. */
export function validateConnections(service: CompleteService): string[] {
  const { protocol, exposure, routes, scaling, health } = service;
  if (!isConnectionProtocol(protocol)) {
    return health.port === undefined
      ? []
      : [mustBe("service.health.port", health.port, `left out with service.protocol ${protocol}`)];
  }
  const without = `must be left out with service.protocol ${protocol}`;
  return [
    ...validateExposed(protocol, exposure),
    ...(routes.length > 0 ? [`service.routes are for requests, which have paths: ${without}`] : []),
    ...(scaling.requestsPerTask !== undefined
      ? [`service.scaling.requestsPerTask counts requests: ${without}`]
      : []),
    ...validateWholeNumber("service.health.port", health.port, serviceLimits.port),
    ...(exposure === "public" ? validateHealthPort(service) : []),
  ];
}

/** Nothing checks by UDP: a load balancer and the kubelet need a TCP port; ECS without a load balancer checks none. */
export function validateHealthPort({
  protocol,
  health,
}: Pick<CompleteService, "protocol" | "health">): string[] {
  return protocol === "udp" && health.port === undefined
    ? [
        "service.health.port is missing: must be a TCP port with service.protocol udp, by which nothing is checked",
      ]
    : [];
}

/** Only a load balancer terminates TLS. */
function validateExposed(protocol: ConnectionProtocol, exposure: CompleteService["exposure"]): string[] {
  if (exposure === "none") {
    return [mustBe("service.protocol", protocol, "http, http2 or grpc with service.exposure none")];
  }
  return exposure === "internal" && protocol === "tls"
    ? [
        mustBe(
          "service.protocol",
          protocol,
          "another one with service.exposure internal, such as tcp, since no load balancer terminates TLS",
        ),
      ]
    : [];
}
