import type { Cluster } from "@pulumi/eks/cluster";
import * as pulumi from "@pulumi/pulumi";
import { awsContextOf } from "../aws-context";
import type { BackedUp } from "../backed-up";
import type { Nodes } from "./compute/compute";

/**
 * What AWS Backup backs up of a cluster: its Kubernetes objects, by an access entry that AWS Backup creates, with the volumes that
 * drivers of add-ons have created; and the block volumes of the services' namespace that Auto Mode has, by their tags.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/integration-backup.html (read 2026-11-21)
 */
export function backedUpOf(
  eks: pulumi.Resource & { cluster: Cluster; name: string; nodes: Nodes; blockStorage: object | undefined },
  namespace: string,
): BackedUp[] {
  const { cluster, name, nodes, blockStorage } = eks;
  const { partition, region, accountId } = awsContextOf(eks);
  // By an output of the cluster, which has to exist.
  const clusterName = cluster.eksCluster.apply(() => name);
  const arn = pulumi.interpolate`arn:${partition}:eks:${region}:${accountId}:cluster/${clusterName}`;
  if (blockStorage === undefined || nodes.compute !== "auto") return [{ type: "EKS", arn }];
  const tags = { "eks:eks-cluster-name": name, "kubernetes.io/created-for/pvc/namespace": namespace };
  const volumes = pulumi.interpolate`arn:${partition}:ec2:${region}:${accountId}:volume/*`;
  return [
    { type: "EKS", arn },
    { type: "EBS", arn: volumes, tags },
  ];
}
