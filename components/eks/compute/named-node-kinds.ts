import { nodeGroupLabel } from "../../../facts/eks-node-groups";
import type { EksClusterArgs, NodeRequirements } from "../cluster-arguments";
import { machineOf, taintsOf } from "./group-placement";
import type { NodeGroupArgs } from "./named-node-groups-arguments";
import type { NodesArgs } from "./node-groups-arguments";
import { type NodeKind, podSizes, purchasesFor, tooSmall } from "./node-kinds";

/** The services that name no node group. */
export function withoutNodeGroup(services: readonly NodeRequirements[]): NodeRequirements[] {
  return services.filter(({ nodeGroup }) => nodeGroup === undefined);
}

/** The nodes of each node group that services and jobs can name. */
export function namedNodeKinds({
  nodeGroups = {},
  nodes,
  services,
}: Pick<EksClusterArgs, "nodeGroups" | "nodes" | "services">): NodeKind[] {
  return Object.entries(nodeGroups).map(([name, group]) => namedNodeKind(name, group, services, nodes));
}

/** What a group leaves out is as of the cluster's other nodes, but numbers, labels and disks: by default its nodes start with the pods. */
function namedNodeKind(
  name: string,
  group: NodeGroupArgs,
  all: readonly NodeRequirements[],
  { operatingSystem, maxUnavailable, repair }: NodesArgs = {},
): NodeKind {
  const { instanceTypes, taints: _, warmPool, ...nodes } = group;
  const services = all.filter(({ nodeGroup }) => nodeGroup === name);
  const small = tooSmall(instanceTypes, podSizes(services));
  return {
    name,
    ...machineOf(group),
    nodes: {
      ...(operatingSystem && { operatingSystem }),
      ...(maxUnavailable !== undefined && { maxUnavailable }),
      ...(repair !== undefined && { repair }),
      min: 0,
      ...nodes,
      labels: { ...group.labels, [nodeGroupLabel]: name },
    },
    taints: taintsOf(name, group),
    ...(warmPool && { warmPool }),
    services,
    purchases: purchasesFor(services),
    types: instanceTypes,
    errors: small.map(
      (type) =>
        `nodeGroups.${name}.instanceTypes has ${type}, too small for the largest pod on it: must be larger`,
    ),
  };
}
