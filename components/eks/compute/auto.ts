import { leastCpus, mostCpus } from "../../../facts/eks-node-cpus";
import { nodeDiskFor } from "../../../facts/ephemeral-storage";
import { leastGpuCpus, mostGpuCpus } from "../../../facts/gpu-node-cpus";
import { clusterCpus } from "../../../facts/pod-sizes";
import { mustBe, validateWholeNumber } from "../../invalid-arguments";
import type { EksClusterArgs } from "../cluster-arguments";
import { createContainerLogs } from "../container-logs";
import { autoModeControllers } from "../controllers";
import { nodeDemand } from "../node-demand";
import { podIdentity } from "../pod-identity";
import { allowPullThroughCaches } from "../pull-through-caches";
import type { Compute } from "./compute";
import { createGpuNodePool, withGpus } from "./gpu-node-pool";
import { groupPlacements } from "./group-placement";
import { withoutNodeGroup } from "./named-node-kinds";
import { createNamedNodePools, validateNodePools } from "./named-node-pool";
import { enableNetworkPolicies } from "./network-policies";
import { createNodeClass } from "./node-class";
import { createNodePool } from "./node-pool";
import { allowTags } from "./tag-permissions";

/**
 * EKS Auto Mode: AWS runs nodes (Karpenter), pod networking, DNS, volumes and load balancers. Nodes are in all workload subnets, by
 * a node class of the cluster's own; the services' node pool fits them, and another one what has GPUs.
 *
 * Costs 12 % of the instances' On-Demand price on top of them.
 */
export const auto: Compute = {
  clusterArguments: {
    autoMode: { enabled: true, computeConfig: { nodePools: ["system"] } },
    // Part of Auto Mode.
    corednsAddonOptions: { enabled: false },
  },
  placement: ({ nodeGroups }) => ({
    capacityLabel: {
      key: "karpenter.sh/capacity-type",
      values: { spot: "spot", "on-demand": "on-demand" },
    },
    unmoved: { "karpenter.sh/do-not-disrupt": "true" },
    groups: groupPlacements(nodeGroups, "karpenter.sh/nodepool"),
    spreads: true,
  }),
  createIdentity: (_name, { clusterName }) => podIdentity(clusterName),
  createContainerLogs,
  controllers: autoModeControllers,
  validate: (args) => [
    ...(args.nodes === undefined
      ? []
      : ["nodes are of node groups: must be left out with compute auto, whose nodes EKS chooses"]),
    ...validateNodePools(args),
    ...validateMaxCpus(args),
    ...validateGpuNodes(args),
  ],
  createNodes(
    name,
    {
      cluster,
      services,
      maxCpus,
      nodeGroups,
      tags = {},
      workloadSubnetIds: subnetIds,
      assignPublicIp = false,
    },
    options,
  ) {
    const nodeRoleName = cluster.autoModeNodeRoleName;
    allowPullThroughCaches(name, { nodeRoleName, services }, { parent: options.parent });
    const permissions = [allowTags(`${name}-tags`, cluster, { parent: options.parent })];
    const nodeClass = createNodeClass(
      `${name}-node-class`,
      {
        cluster,
        subnetIds,
        tags,
        disk: nodeDiskFor(services),
        assignPublicIp,
      },
      { ...options, dependsOn: permissions },
    );
    const unnamed = withoutNodeGroup(services);
    const gpus = withGpus(unnamed);
    const others = unnamed.filter((service) => !gpus.includes(service));
    // Add-ons need nodes without GPUs and taints.
    const onNodePool = [others, gpus, services].find((each) => each.length > 0) ?? [];
    const nodePool = createNodePool(
      `${name}-node-pool`,
      {
        services: onNodePool,
        maxCpus: maxCpus ?? Math.max(64, mostCpus(nodeDemand(onNodePool))),
        nodeClass,
      },
      options,
    );
    const gpuNodePools =
      gpus.length > 0
        ? [
            createGpuNodePool(
              `${name}-gpu-node-pool`,
              {
                services: gpus,
                maxCpus: maxCpus ?? Math.max(64, mostGpuCpus(nodeDemand(gpus))),
                nodeClass,
              },
              options,
            ),
          ]
        : [];
    const named = createNamedNodePools(name, { nodeGroups, services, nodeClass }, options);
    const enforcement = [enableNetworkPolicies(name, options)];
    return { compute: "auto", ready: [nodePool, ...gpuNodePools, ...named], enforcement, permissions };
  },
};

function validateMaxCpus({ maxCpus, services }: EksClusterArgs): string[] {
  const errors = validateWholeNumber("maxCpus", maxCpus, clusterCpus);
  const least = leastCpus(nodeDemand(withoutNodeGroup(services)));
  return errors.length > 0 || maxCpus === undefined || maxCpus >= least
    ? errors
    : [
        mustBe(
          "maxCpus",
          maxCpus,
          `at least ${least}, which the services request at their minimum while a deployment replaces them`,
        ),
      ];
}

function validateGpuNodes({ maxCpus, services }: EksClusterArgs): string[] {
  const least = leastGpuCpus(nodeDemand(withoutNodeGroup(services)));
  return maxCpus === undefined || maxCpus >= least
    ? []
    : [
        mustBe(
          "maxCpus",
          maxCpus,
          `at least ${least}, which nodes with GPUs have for the minimum of replicas while a deployment replaces them`,
        ),
      ];
}
