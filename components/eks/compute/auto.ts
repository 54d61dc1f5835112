import { mostCpus } from "../../../facts/eks-node-cpus";
import { nodeDiskFor } from "../../../facts/ephemeral-storage";
import { mostGpuCpus } from "../../../facts/gpu-node-cpus";
import { nodeDemand } from "../cluster-validation";
import { allowPullThroughCaches } from "../pull-through-caches";
import type { Compute } from "./compute";
import { createGpuNodePool, withGpus } from "./gpu-node-pool";
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
  capacityLabel: {
    key: "karpenter.sh/capacity-type",
    values: { spot: "spot", "on-demand": "on-demand" },
  },
  createNodes(name, { cluster, services, maxCpus, tags = {}, workloadSubnetIds: subnetIds }, options) {
    const nodeRoleName = cluster.autoModeNodeRoleName;
    allowPullThroughCaches(name, { nodeRoleName, services }, { parent: options.parent });
    const permissions = [allowTags(`${name}-tags`, cluster, { parent: options.parent })];
    const nodeClass = createNodeClass(
      `${name}-node-class`,
      { cluster, subnetIds, tags, disk: nodeDiskFor(services) },
      { ...options, dependsOn: permissions },
    );
    const gpus = withGpus(services);
    const others = services.filter((service) => !gpus.includes(service));
    // Add-ons need nodes without GPUs.
    const onNodePool = others.length > 0 ? others : gpus;
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
    return { compute: "auto", ready: [nodePool, ...gpuNodePools], permissions };
  },
};
