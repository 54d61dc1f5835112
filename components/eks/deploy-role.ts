import { setTimeout } from "node:timers/promises";
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/**
 * A transform by which a new cluster makes nobody its administrator who isn't named: by default EKS gives its creator access, which no
 * plan shows, and refuses an access entry for the same principal. A cluster that exists keeps its creator's access: eks.Cluster ignores
 * the argument then, which would replace the cluster.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 */
export const withoutCreator: pulumi.ResourceTransform = ({ type, props, opts }) =>
  type === "aws:eks/cluster:Cluster"
    ? {
        props: {
          ...props,
          accessConfig: { ...props.accessConfig, bootstrapClusterCreatorAdminPermissions: false },
        },
        opts,
      }
    : undefined;

/** Milliseconds until each part of a cluster's API knows of new access: access entries are eventually consistent. */
const propagation = 15_000;

/**
 * The kubeconfig, once administrators who got access in this update have it everywhere: the first request would be denied. Nothing
 * waits in a preview, or where access is older.
 */
export function onceAccessible(
  kubeconfig: pulumi.Output<string>,
  administrators: readonly aws.eks.AccessPolicyAssociation[],
): pulumi.Output<string> {
  const associated = pulumi.all(administrators.map(({ associatedAt }) => associatedAt));
  return pulumi.all([kubeconfig, associated]).apply(async ([config, times]) => {
    const wait = Math.max(0, ...times.map((time) => remaining(time, Date.now())));
    if (wait > 0 && !pulumi.runtime.isDryRun()) await setTimeout(wait);
    return config;
  });
}

/** Milliseconds until access that was given at a time is everywhere; 0 where the time can't be read. */
export function remaining(associatedAt: string, now: number): number {
  const age = now - Date.parse(associatedAt);
  return age >= 0 && age < propagation ? propagation - age : 0;
}
