import type { Cluster } from "@pulumi/eks/cluster";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { autoModeDisk } from "../../../facts/eks-nodes";

/** Tags by their keys. */
export type Tags = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * Creates the node class of the services' nodes. Auto Mode's own, `default`, has neither tags nor other subnets than the
 * control plane's, and EKS reverts changes of it.
 *
 * The nodes have the role and the security group of the cluster's own nodes: for another role, EKS wouldn't create the access
 * entry by which nodes join. Every other field has Auto Mode's default.
 *
 * A change of subnets, role, tags or disk is drift to Karpenter: it replaces the nodes that differ, one after the other, within the
 * disruption budgets of pool and pods.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html
 */
export function createNodeClass(
  name: string,
  args: {
    cluster: Cluster;
    subnetIds: pulumi.Input<pulumi.Input<string>[]>;
    tags: Tags;
    /** GiB of each node's disk. */
    disk: number;
    /** Whether the subnets are public ones, without a NAT gateway: nodes reach the internet by addresses of their own. */
    assignPublicIp: boolean;
  },
  options: pulumi.CustomResourceOptions,
): k8s.apiextensions.CustomResource {
  return new k8s.apiextensions.CustomResource(
    name,
    {
      apiVersion: "eks.amazonaws.com/v1",
      kind: "NodeClass",
      metadata: { name: "services" },
      spec: {
        role: args.cluster.autoModeNodeRoleName,
        subnetSelectorTerms: pulumi.output(args.subnetIds).apply((ids) => ids.map((id) => ({ id }))),
        securityGroupSelectorTerms: [{ id: args.cluster.clusterSecurityGroupId }],
        tags: args.tags,
        // By default the subnet decides, and not every public one assigns addresses.
        ...(args.assignPublicIp && { advancedNetworking: { associatePublicIPAddress: true } }),
        ...(args.disk > autoModeDisk && { ephemeralStorage: { size: `${args.disk}Gi` } }),
      },
    },
    options,
  );
}
