import type * as pulumi from "@pulumi/pulumi";

/** Where a service is reached that receives connections. */
export interface NetworkEndpoint {
  /** Host name of its load balancer. */
  hostName: pulumi.Output<string>;
  /** The load balancer's static addresses, where it has them. */
  addresses?: pulumi.Output<string[]>;
}
