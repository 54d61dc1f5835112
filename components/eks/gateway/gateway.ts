import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { gatewayApi } from "../../../facts/gateway-api";

/** A listener of a Gateway. */
export interface GatewayListener {
  name: string;
  protocol: "HTTP" | "HTTPS";
  port: number;
  hostname?: string;
  tls?: { mode: "Terminate"; certificateRefs: { kind: "Secret"; name: string }[] };
  allowedRoutes: { namespaces: { from: "Same" } };
}

/** What a Gateway consists of. */
export interface GatewayArgs {
  metadata: {
    name: string;
    namespace: pulumi.Input<string>;
    annotations?: Readonly<Record<string, pulumi.Input<string>>>;
  };
  spec: {
    gatewayClassName: pulumi.Input<string>;
    listeners: GatewayListener[];
    infrastructure?: { parametersRef: { group: string; kind: string; name: pulumi.Input<string> } };
  };
}

/** What its controller says of a Gateway. */
export interface GatewayStatus {
  /** Host names or IP addresses. */
  addresses?: { type?: string; value?: string }[];
}

/** By this Pulumi waits for the first address of a Gateway, which it takes for ready otherwise as soon as it is created. */
const withAddress = { "pulumi.com/waitFor": "jsonpath={.status.addresses[0].value}" };

/**
 * A Gateway of the Kubernetes Gateway API, for which the controller of its class creates what receives the requests.
 * @see https://gateway-api.sigs.k8s.io/api-types/gateway/
 */
export class Gateway extends k8s.apiextensions.CustomResource {
  /** What its controller says of it. */
  declare public readonly status: pulumi.Output<GatewayStatus | undefined>;

  constructor(name: string, { metadata, spec }: GatewayArgs, options: pulumi.CustomResourceOptions) {
    const annotations = { ...metadata.annotations, ...withAddress };
    const args = { apiVersion: gatewayApi, kind: "Gateway", metadata: { ...metadata, annotations }, spec };
    // An output alone: Pulumi has those of a resource that are named when it is registered.
    super(name, { ...args, status: undefined }, options);
  }
}

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
