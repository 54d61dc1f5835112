import type * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link InterfaceEndpoints}. */
export interface InterfaceEndpointsArgs {
  /** Id of the VPC. */
  vpcId: pulumi.Input<string>;
  /** Ids of their subnets, one in each zone. */
  subnetIds: pulumi.Input<string[]>;
  /** IPv4 range of the VPC, the only one that may reach them. */
  cidr: string;
  /** Whether EKS nodes need theirs too. */
  kubernetes: boolean;
}
