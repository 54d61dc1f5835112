import type * as pulumi from "@pulumi/pulumi";

/** Number of the public subnets of a network, where it is known before they exist. */
export function publicSubnets({
  publicSubnetIds,
  publicSubnetCount,
}: {
  publicSubnetIds: pulumi.Input<string[]>;
  publicSubnetCount?: number | undefined;
}): number | undefined {
  return Array.isArray(publicSubnetIds) ? publicSubnetIds.length : publicSubnetCount;
}
