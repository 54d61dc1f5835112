import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { serviceAnnotationPrefix } from "../../facts/load-balancer-annotations";
import type { LoadBalancerPlacement } from "./load-balancer-placement";

const annotation = `${serviceAnnotationPrefix}eip-allocations`;

/**
 * What replaces a Service with a Network Load Balancer: other addresses, which the controller gives to a new one alone.
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/pkg/deploy/elbv2/load_balancer_manager.go (read 2026-11-22)
 */
export const replacesAddresses = `metadata.annotations["${annotation}"]`;

/**
 * Creates the static addresses of a service's Network Load Balancer, one in each zone, which outlive its replacement. None without
 * `staticAddresses`. Monthly cost: $3.65 each, as without.
 */
export function createStaticAddresses(
  service: string,
  { attributes, subnetCount = 0 }: LoadBalancerPlacement,
  options: pulumi.CustomResourceOptions,
): aws.ec2.Eip[] {
  return Array.from(
    { length: attributes.staticAddresses ? subnetCount : 0 },
    (_, index) => new aws.ec2.Eip(`${service}-address-${index + 1}`, { domain: "vpc" }, options),
  );
}

/**
 * The annotation that gives a load balancer its addresses, one for each of its subnets.
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/#eip-allocations
 */
export function addressAnnotation(addresses: readonly aws.ec2.Eip[]): Record<string, pulumi.Input<string>> {
  if (addresses.length === 0) return {};
  const ids = pulumi.all(addresses.map(({ allocationId }) => allocationId));
  return { [annotation]: ids.apply((each) => each.join(",")) };
}
