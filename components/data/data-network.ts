import type * as pulumi from "@pulumi/pulumi";

/** The part of a network that data listens in. A `Network` is assignable. */
export interface DataNetwork {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Ids of the subnets, in at least two zones. */
  readonly dataSubnetIds: pulumi.Input<string[]>;
  /** Number of the subnets. */
  readonly dataSubnetCount: number;
  /** Ranges of the subnets. */
  readonly dataCidrBlocks: pulumi.Output<string[]>;
}
