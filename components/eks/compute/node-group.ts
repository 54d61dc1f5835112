import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { amiTypes, defaultNodes, eksTaintEffects, gpuAmiType } from "../../../facts/eks-node-groups";
import { nodeDiskFor } from "../../../facts/ephemeral-storage";
import { gpuResource } from "../../../facts/gpus";
import { defaultKubernetesVersion } from "../../../facts/kubernetes-versions";
import type { NodeGroupsContext } from "./node-groups-compute";
import type { NodeKind, Purchase } from "./node-kinds";
import { createNodeLaunchTemplate } from "./node-launch-template";
import { warmPoolConfig } from "./warm-pool";

/**
 * Creates the node groups of one kind of nodes, On-Demand and Spot each, as the services need, with a launch template. EKS starts,
 * patches and drains their instances in all workload subnets; another Kubernetes version replaces them, `maxUnavailable` at a time.
 *
 * Costs the instances, such as $49.64 a month for c6g.large, and $0.08 a month for each GiB of their volumes.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html
 */
export function createNodeGroups(
  name: string,
  kind: NodeKind,
  context: NodeGroupsContext,
  options: { parent: pulumi.Resource },
): aws.eks.NodeGroup[] {
  const { tags = {} } = context;
  const { gpu, nodes, services } = kind;
  const { operatingSystem = "al2023", diskGib = nodeDiskFor(services, defaultNodes.diskGib) } = nodes;
  const launchTemplate = createNodeLaunchTemplate(
    `${name}-${kind.name}`,
    { operatingSystem: gpu ? "bottlerocket" : operatingSystem, diskGib, tags },
    options,
  );
  return kind.purchases.map((purchase) => {
    const ending = purchase === "spot" ? "-spot" : "";
    return createNodeGroup(
      `${name}-${kind.name}${ending}`,
      { kind, purchase, launchTemplate, context },
      options,
    );
  });
}

/** A group whose number of nodes isn't fixed is scaled by Cluster Autoscaler. */
function createNodeGroup(
  name: string,
  args: {
    kind: NodeKind;
    purchase: Purchase;
    launchTemplate: aws.ec2.LaunchTemplate;
    context: NodeGroupsContext;
  },
  options: { parent: pulumi.Resource },
): aws.eks.NodeGroup {
  const { kind, purchase, launchTemplate, context } = args;
  const { version = defaultKubernetesVersion } = context;
  const { gpu, nodes } = kind;
  const { operatingSystem = "al2023", labels, repair = true, min = defaultNodes.min } = nodes;
  const { max = defaultNodes.max, maxUnavailable = defaultNodes.maxUnavailable } = nodes;
  const taints = taintsOf(kind);
  return new aws.eks.NodeGroup(
    name,
    {
      clusterName: context.clusterName,
      nodeRoleArn: context.role.arn,
      subnetIds: context.workloadSubnetIds,
      version,
      amiType: gpu ? gpuAmiType : amiTypes[operatingSystem][kind.architecture],
      capacityType: purchase === "spot" ? "SPOT" : "ON_DEMAND",
      instanceTypes: kind.types,
      scalingConfig: { minSize: min, maxSize: max, desiredSize: min },
      updateConfig: { maxUnavailable },
      nodeRepairConfig: { enabled: repair },
      launchTemplate: {
        id: launchTemplate.id,
        version: pulumi.interpolate`${launchTemplate.latestVersion}`,
      },
      ...(labels && { labels: { ...labels } }),
      ...(taints.length > 0 && { taints }),
      ...(kind.warmPool &&
        purchase === "onDemand" && { warmPoolConfig: warmPoolConfig(kind.warmPool, nodes) }),
    },
    {
      ...options,
      dependsOn: context.needed,
      // Cluster Autoscaler changes it with the pods.
      ignoreChanges: min === max ? [] : ["scalingConfig.desiredSize"],
    },
  );
}

/** Its taints, and that of GPUs, which keeps off what asks for none. */
function taintsOf({ gpu, taints }: NodeKind): aws.types.input.eks.NodeGroupTaint[] {
  return [
    ...(gpu ? [{ key: gpuResource, value: "true", effect: eksTaintEffects.NoSchedule }] : []),
    ...taints.map((taint) => ({ ...taint, effect: eksTaintEffects[taint.effect] })),
  ];
}
