import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** Host name of the load balancer that a controller has created for an Ingress or a Service. */
export function hostNameOf(
  name: string,
  what: string,
  { status }: k8s.networking.v1.Ingress | k8s.core.v1.Service,
): pulumi.Output<string> {
  return pulumi.output(status).apply((status) => {
    const { hostname, ip } = status?.loadBalancer?.ingress?.[0] ?? {};
    // Controllers outside of AWS have an address.
    const answersAt = hostname || ip;
    if (answersAt) return answersAt;
    throw new pulumi.RunError(
      `EksLoadBalancer "${name}": its ${what} has no address yet; run pulumi refresh, then pulumi up.`,
    );
  });
}
