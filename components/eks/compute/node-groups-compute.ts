import type * as aws from "@pulumi/aws";
import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { CoreAddon } from "../../../facts/eks-addons";
import { defaultNodes } from "../../../facts/eks-node-groups";
import type { EksClusterArgs } from "../cluster-arguments";
import { createContainerLogs } from "../container-logs";
import { ownControllers } from "../controllers";
import { podIdentity } from "../pod-identity";
import { allowPullThroughCaches } from "../pull-through-caches";
import { createClusterAutoscaler } from "./cluster-autoscaler";
import type { CapacityLabel, Compute, ComputeContext } from "./compute";
import { createNetworkAddons, createNodeAddons } from "./core-addons";
import { groupPlacements } from "./group-placement";
import { validateNodeGroups } from "./named-node-groups-validation";
import { namedNodeKinds, withoutNodeGroup } from "./named-node-kinds";
import { validateNodes } from "./node-groups-validation";
import { type NodeKind, nodeKinds } from "./node-kinds";
import { createNodeRole } from "./node-role";
import { withoutAutoMode } from "./without-auto-mode";

/** What node groups are made with. */
export interface NodeGroupsContext extends ComputeContext {
  /** The role of their nodes. */
  role: aws.iam.Role;
  /** Applies Kubernetes objects to their cluster. */
  provider: k8s.Provider;
  /** Without which a node doesn't join. */
  needed: pulumi.Resource[];
}

/** In what managed and self-managed node groups differ. */
interface NodeGroupsDifferences {
  compute: "managed" | "self-managed";
  /** What the name of the nodes' role ends with. */
  roleName: string;
  /** By which label pods choose nodes by their capacity; undefined where all are On-Demand. */
  capacityLabel: CapacityLabel | undefined;
  /** Add-ons that need nodes. */
  nodeAddons: readonly CoreAddon[];
  /** Validates what only one of them has. */
  validate?(args: EksClusterArgs): string[];
  /** Creates the groups of all kinds of nodes. */
  createGroups(
    name: string,
    kinds: readonly NodeKind[],
    context: NodeGroupsContext,
    options: { parent: pulumi.Resource },
  ): pulumi.Resource[];
}

/**
 * Instances of node groups, a group for each kind of nodes that the services need. Pod networking, DNS and the rest that Auto Mode has
 * are add-ons with fixed versions, and Cluster Autoscaler sets the number of nodes where it isn't fixed. Load balancers are created by the
 * AWS Load Balancer Controller, volumes by the EBS CSI driver, where a service has some.
 */
export function nodeGroupsCompute(differences: NodeGroupsDifferences): Compute {
  const { compute, roleName, capacityLabel, nodeAddons } = differences;
  return {
    clusterArguments: {
      corednsAddonOptions: { enabled: false },
      kubeProxyAddonOptions: { enabled: false },
      useDefaultVpcCni: true,
    },
    clusterTransform: withoutAutoMode,
    placement: ({ nodeGroups }) => ({
      capacityLabel,
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
        : [
            `maxCpus is of Auto Mode: must be left out with compute ${compute}, whose nodes nodes.max limits`,
          ]),
      ...(args.network.assignPublicIp
        ? [
            `network.assignPublicIp is true: must be false with compute ${compute}, whose nodes have no public addresses`,
          ]
        : []),
      ...validateNodes(args.nodes ?? {}, withoutNodeGroup(args.services)),
      ...validateNodeGroups(args),
      ...(differences.validate?.(args) ?? []),
    ],
    createNodes(name, context, { parent, provider }) {
      const { nodes = {}, services } = context;
      const { role, policies } = createNodeRole(`${name}-${roleName}`, { parent });
      allowPullThroughCaches(name, { nodeRoleName: role.name, services }, { parent });
      const { addons, vpcCni } = createNetworkAddons(name, context, { parent });
      const needed = [...policies, ...addons];
      const kinds = [...nodeKinds(nodes, withoutNodeGroup(services)), ...namedNodeKinds(context)];
      const groups = differences.createGroups(
        name,
        kinds,
        { ...context, role, needed, provider },
        { parent },
      );
      const onNodes = createNodeAddons(name, { ...context, nodeAddons }, { parent, dependsOn: groups });
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
      return { compute, ready, enforcement: [vpcCni], permissions: [] };
    },
  };
}

/** Whether the number of nodes isn't fixed. */
function isScaled({ nodes: { min = defaultNodes.min, max = defaultNodes.max } }: NodeKind): boolean {
  return min !== max;
}
