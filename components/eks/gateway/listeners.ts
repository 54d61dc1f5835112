import type { GatewayListener } from "./gateway-arguments";

/** A listener for the requests that come in by a protocol, to which routes of the same namespace attach. */
export function listener(
  name: string,
  protocol: GatewayListener["protocol"],
  others: Pick<GatewayListener, "hostname" | "tls"> = {},
): GatewayListener {
  const port = protocol === "HTTP" ? 80 : 443;
  return { name, protocol, port, ...others, allowedRoutes: { namespaces: { from: "Same" } } };
}

/** What a host is called in names of Kubernetes: `*.example.com` is `example.com.0`, since no host ends with a single character. */
export function nameOfHost(host: string): string {
  return host.startsWith("*.") ? `${host.slice(2)}.0` : host;
}
