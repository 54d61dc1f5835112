import type * as pulumi from "@pulumi/pulumi";

/** The part of a network that load balancers and services use. A `Network` is assignable. */
export interface EcsNetwork {
  /** Id of the VPC. */
  vpcId: pulumi.Input<string>;
  /** Ids of the public subnets, in at least two zones: the load balancer's. */
  publicSubnetIds: pulumi.Input<string[]>;
  /** Ids of the subnets that tasks run in. */
  workloadSubnetIds: pulumi.Input<string[]>;
  /** Whether tasks get public addresses, $3.65 a month each: required where their subnets have no NAT gateway. @default false */
  assignPublicIp?: boolean;
  /** Number of the public subnets. @default that of publicSubnetIds, where they are a list */
  publicSubnetCount?: number;
}
