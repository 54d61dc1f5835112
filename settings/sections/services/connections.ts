import { getsConnections } from "../../../components/published";
import { isConnectionProtocol, type Protocol } from "../../../facts/protocols";
import type { ConnectedService } from "../../section";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** Platforms whose services share a load balancer, which has one listener on each port. */
const sharing: readonly string[] = ["ecs"];

interface Given {
  protocol?: Protocol | undefined;
  exposure?: "public" | "internal" | "none" | undefined;
  platforms?: readonly string[] | undefined;
  port?: number | undefined;
  routes?: unknown;
  scaling?: { requestsPerTask?: unknown } | undefined;
  health?: { port?: number | undefined } | undefined;
}

/** Adds errors for what a service can't have whose connections are forwarded by port, and for what only such a service can. */
export function validateConnections(
  at: Path,
  { protocol = "http", exposure = "public", routes, scaling, health }: Given,
  hasDomain: boolean,
  errors: ValidationErrors,
): void {
  if (!isConnectionProtocol(protocol)) {
    if (health?.port !== undefined && exposure !== "none") {
      errors.add(
        [...at, "health", "port"],
        `has no effect with protocol ${protocol}: the service's own port is checked. Remove it.`,
      );
    }
    return;
  }
  if (exposure === "internal") {
    errors.add(
      [...at, "protocol"],
      `is ${protocol}, which only public services can have: set exposure: public, or protocol to http, http2 or grpc.`,
    );
  } else if (protocol === "tls" && exposure === "public" && !hasDomain) {
    errors.add(
      [...at, "protocol"],
      "is tls, for which the load balancer needs a certificate: set aws-containers:domain, or protocol: tcp where the service ends TLS itself.",
    );
  }
  if (exposure !== "public") return;
  const refuse = (value: unknown, key: Path, reason: string) => {
    if (value !== undefined) {
      errors.add([...at, ...key], `has no effect with protocol ${protocol}: ${reason} Remove it.`);
    }
  };
  refuse(routes, ["routes"], "connections are forwarded by port.");
  refuse(scaling?.requestsPerTask, ["scaling", "requestsPerTask"], "nothing counts requests.");
  const healthPort = [...at, "health", "port"];
  if (protocol === "udp" && health?.port === undefined && !errors.has(healthPort)) {
    errors.add(
      healthPort,
      "is missing: no load balancer checks by UDP. Set a TCP port on which the service accepts connections while it is healthy.",
    );
  }
}

/** Adds errors for ports that two services have on one load balancer. */
export function validatePorts(
  services: Readonly<Record<string, Given>>,
  platforms: readonly string[],
  defaultPort: number,
  errors: ValidationErrors,
): void {
  const taken = new Map<string, string>();
  for (const [name, service] of Object.entries(services)) {
    const { protocol, exposure, port = defaultPort, platforms: wanted } = service;
    if (!getsConnections({ ...(protocol && { protocol }), ...(exposure && { exposure }) })) continue;
    for (const platform of platforms.filter((each) => sharing.includes(each))) {
      if (!(wanted?.includes(platform) ?? true)) continue;
      const other = taken.get(`${platform} ${port}`);
      if (other === undefined) {
        taken.set(`${platform} ${port}`, name);
      } else {
        errors.add(
          ["services", name, "port"],
          `is ${errors.format(["services", name], port)}, which ${other} has: on ${platform.toUpperCase()} one load balancer forwards to both, by port. Set another.`,
        );
      }
    }
  }
}

/** The services that have a host name of their own: those that get connections. */
export function connectedServices(
  services: Readonly<Record<string, Given>>,
  platforms: readonly string[],
): ConnectedService[] {
  return Object.entries(services).flatMap(([name, { protocol, exposure, platforms: wanted }]) =>
    getsConnections({ ...(protocol && { protocol }), ...(exposure && { exposure }) })
      ? [{ name, platforms: platforms.filter((each) => wanted?.includes(each) ?? true) }]
      : [],
  );
}
