import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/**
 * Disables Auto Mode by name. eks.Cluster leaves its settings out, which on a cluster that had it changes nothing: EKS takes the three
 * of them together, and keeps what a request doesn't have.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-disable.html
 */
export function withoutAutoMode({
  type,
  props,
  opts,
}: pulumi.ResourceTransformArgs): pulumi.ResourceTransformResult | undefined {
  if (type !== "aws:eks/cluster:Cluster") return undefined;
  const disabled = {
    computeConfig: { enabled: false },
    storageConfig: { blockStorage: { enabled: false } },
    kubernetesNetworkConfig: { ipFamily: "ipv4", elasticLoadBalancing: { enabled: false } },
  } satisfies Partial<aws.eks.ClusterArgs>;
  return { props: { ...props, ...disabled }, opts };
}
