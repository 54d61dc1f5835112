import type * as pulumi from "@pulumi/pulumi";
import type { LoadBalancerAttributes } from "../load-balancer";
import { publicSubnets } from "../public-subnets";
import type { EksClusterArgs } from "./cluster-arguments";
import type { Tags } from "./compute/node-class";
import type { LoadBalancerNames } from "./controllers";

/** Where a cluster's load balancers are, and what all of them have. */
export interface LoadBalancerPlacement {
  /** Ids of the public subnets. */
  subnetIds: pulumi.Input<string[]>;
  /** Number of the public subnets, where it is known. */
  subnetCount: number | undefined;
  /** Whether internal load balancers reach the internet, by a NAT gateway. */
  hasNat: boolean;
  /** Whether the controller gives load balancers static addresses. */
  takesAddresses: boolean;
  /** Certificate of the listeners that terminate TLS. */
  certificateArn: pulumi.Input<string> | undefined;
  attributes: LoadBalancerAttributes;
  /** Load balancer class of Services. */
  loadBalancerClass: string;
  tags: Tags;
}

/** Where the load balancers of a cluster of the stack's own are: in its public subnets. */
export function loadBalancerPlacement(
  { network, https, loadBalancer = {}, tags = {} }: EksClusterArgs,
  { takesAddresses, loadBalancerClass }: LoadBalancerNames,
): LoadBalancerPlacement {
  return {
    subnetIds: network.publicSubnetIds,
    subnetCount: publicSubnets(network),
    hasNat: !network.assignPublicIp,
    takesAddresses,
    certificateArn: https?.certificateArn,
    attributes: loadBalancer,
    loadBalancerClass,
    tags,
  };
}
