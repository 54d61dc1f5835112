import type * as pulumi from "@pulumi/pulumi";
import { EksCluster } from "./cluster";
import type { ClusterNetwork, EksClusterArgs } from "./cluster-arguments";
import { ExistingCluster } from "./existing-cluster";
import type { ExistingClusterDescription } from "./existing-cluster-arguments";

/**
 * The cluster of a stack: one of its own, or one that is there already.
 *
 * @param args Those of `EksCluster`, but with `existing` only its services, credentials, protection and key of logs count. `network` is asked only for a
 * cluster of the stack's own.
 */
export function createCluster(
  name: string,
  {
    network,
    existing,
    ...args
  }: Omit<EksClusterArgs, "network"> & {
    network: () => ClusterNetwork;
    existing?: ExistingClusterDescription;
  },
  options: pulumi.ComponentResourceOptions,
): EksCluster | ExistingCluster {
  const { services, credentials, protect, logKeyArn } = args;
  return existing
    ? new ExistingCluster(
        name,
        {
          existing,
          services,
          ...(credentials && { credentials }),
          ...(protect && { protect }),
          ...(logKeyArn && { logKeyArn }),
        },
        options,
      )
    : new EksCluster(name, { ...args, network: network() }, options);
}
