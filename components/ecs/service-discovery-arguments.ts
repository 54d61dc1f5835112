import type * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link ServiceDiscovery}. */
export interface ServiceDiscoveryArgs {
  /** Id of the VPC whose resolver knows the names. Its attributes enableDnsSupport and enableDnsHostnames have to be true. */
  vpcId: pulumi.Input<string>;
}
