import { getsConnections } from "../../../components/published";
import { isConnectionProtocol, type Protocol } from "../../../facts/protocols";
import type { ConnectedService, StackContext } from "../../section";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { isProbed } from "./exposure";

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
  { protocol = "http", exposure = "public", platforms, routes, scaling, health }: Given,
  stack: Pick<StackContext, "hasDomain" | "platforms">,
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
  const running = stack.platforms.filter((each) => platforms?.includes(each) ?? true);
  const isChecked = exposure === "public" || (exposure === "internal" && isProbed(running));
  if (exposure === "internal" && protocol === "tls") {
    errors.add(
      [...at, "protocol"],
      "is tls, whose encryption a load balancer ends: an internal service has none. Set tcp; the service can speak TLS itself.",
    );
  } else if (protocol === "tls" && exposure === "public" && !stack.hasDomain) {
    errors.add(
      [...at, "protocol"],
      "is tls, for which the load balancer needs a certificate: set aws-containers:domain, or protocol: tcp where the service terminates TLS itself.",
    );
  }
  const healthPort = [...at, "health", "port"];
  if (protocol === "udp" && isChecked && health?.port === undefined && !errors.has(healthPort)) {
    errors.add(
      healthPort,
      "is missing: nothing checks by UDP. Set a TCP port on which the service accepts connections while it is healthy.",
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

/** The services that have a host name of their own: those that receive connections. */
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
