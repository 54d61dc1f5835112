import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { gatewayApi } from "../../../facts/gateway-api";
import type { GatewayArgs } from "./gateway-arguments";

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
