import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { Gateway } from "./gateway/gateway";

/** What a controller creates a load balancer for. */
type Published = k8s.networking.v1.Ingress | k8s.core.v1.Service | Gateway;

/** Host name of the load balancer that a controller has created for an Ingress, a Gateway or a Service. */
export function hostNameOf(name: string, what: string, published: Published): pulumi.Output<string> {
  return firstAddress(published).apply((answersAt) => {
    if (answersAt) return answersAt;
    throw new pulumi.RunError(
      `EksLoadBalancer "${name}": its ${what} has no address yet; run pulumi refresh, then pulumi up.`,
    );
  });
}

/** Controllers outside of AWS have an address in place of a host name. */
function firstAddress(published: Published): pulumi.Output<string | undefined> {
  if (published instanceof Gateway) {
    return pulumi.output(published.status).apply((status) => status?.addresses?.[0]?.value);
  }
  return pulumi.output(published.status).apply((status) => {
    const { hostname, ip } = status?.loadBalancer?.ingress?.[0] ?? {};
    return hostname || ip;
  });
}
