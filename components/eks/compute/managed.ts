import type * as pulumi from "@pulumi/pulumi";
import { capacityTypeLabel, defaultNodes } from "../../../facts/eks-node-groups";
import { createContainerLogs } from "../container-logs";
import { ownControllers } from "../controllers";
import { podIdentity } from "../pod-identity";
import { allowPullThroughCaches } from "../pull-through-caches";
import { createClusterAutoscaler } from "./cluster-autoscaler";
import type { Compute } from "./compute";
import { createNetworkAddons, createNodeAddons } from "./core-addons";
import { groupPlacements } from "./group-placement";
import { validateNodeGroups } from "./named-node-groups-validation";
import { namedNodeKinds, withoutNodeGroup } from "./named-node-kinds";
import { createNodeGroups } from "./node-group";
import { validateNodes } from "./node-groups-validation";
import { type NodeKind, nodeKinds } from "./node-kinds";
import { createNodeRole } from "./node-role";
import { withoutAutoMode } from "./without-auto-mode";

/**
 * Managed node groups: EC2 instances of types of one's choice in all workload subnets, which EKS starts, patches, drains and repairs,
 * a group for each architecture and capacity that the services need. Pod networking, DNS and the rest that Auto Mode has are add-ons
 * with fixed versions, and Cluster Autoscaler sets the number of nodes where it isn't fixed. Load balancers are created by the AWS Load
 * Balancer Controller, volumes by the EBS CSI driver, where a service has some.
 *
 * Costs the instances and their volumes, see `createNodeGroups`.
 */
export const managed: Compute = {
  clusterArguments: {
    corednsAddonOptions: { enabled: false },
    kubeProxyAddonOptions: { enabled: false },
    useDefaultVpcCni: true,
  },
  clusterTransform: withoutAutoMode,
  placement: ({ nodeGroups }) => ({
    capacityLabel: { key: capacityTypeLabel, values: { spot: "SPOT", "on-demand": "ON_DEMAND" } },
    unmoved: { "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" },
    groups: groupPlacements(nodeGroups),
    spreads: true,
  }),
  createIdentity: (_name, { clusterName }) => podIdentity(clusterName),
  createContainerLogs,
  controllers: ownControllers,
  validate: (args) => [
    ...(args.maxCpus === undefined
      ? []
      : ["maxCpus is of Auto Mode: must be left out with compute managed, whose nodes nodes.max limits"]),
    ...(args.network.assignPublicIp
      ? [
          "network.assignPublicIp is true: must be false with compute managed, whose nodes have no public addresses",
        ]
      : []),
    ...validateNodes(args.nodes ?? {}, withoutNodeGroup(args.services)),
    ...validateNodeGroups(args),
  ],
  createNodes(name, context, { parent, provider }) {
    const { nodes = {}, services } = context;
    const { role, policies } = createNodeRole(`${name}-nodes`, { parent });
    allowPullThroughCaches(name, { nodeRoleName: role.name, services }, { parent });
    const { addons, vpcCni } = createNetworkAddons(name, context, { parent });
    const needed = [...policies, ...addons];
    const kinds = [...nodeKinds(nodes, withoutNodeGroup(services)), ...namedNodeKinds(context)];
    const groups = kinds.flatMap((kind) =>
      createNodeGroups(name, kind, { ...context, role, needed }, { parent }),
    );
    const onNodes = createNodeAddons(name, context, { parent, dependsOn: groups });
    const scaling = kinds.some(isScaled)
      ? [
          createClusterAutoscaler(
            `${name}-cluster-autoscaler`,
            { ...context, dependsOn: onNodes },
            { parent, provider },
          ),
        ]
      : [];
    // The last ones alone, which depend on the others: where a delete fails, the engine follows every path through the dependencies.
    const ready: pulumi.Resource[] = scaling.length > 0 ? scaling : onNodes;
    return { compute: "managed", ready, enforcement: [vpcCni], permissions: [] };
  },
};

/** Whether the number of nodes isn't fixed. */
function isScaled({ nodes: { min = defaultNodes.min, max = defaultNodes.max } }: NodeKind): boolean {
  return min !== max;
}
