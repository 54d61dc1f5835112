import type * as pulumi from "@pulumi/pulumi";

/** The part of a network that load balancers and services are placed in. A `Network` is one. */
export interface PlacedIn {
  /** Id of the VPC. */
  vpcId: pulumi.Input<string>;
  /** Ids of the subnets that face the internet, in two zones at least. */
  publicSubnetIds: pulumi.Input<string[]>;
  /** Ids of the subnets that containers run in. */
  workloadSubnetIds: pulumi.Input<string[]>;
  /** Whether containers need a public address to reach the internet: true where there is no NAT. */
  assignPublicIp: boolean;
}
