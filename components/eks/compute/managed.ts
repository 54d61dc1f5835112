import { capacityTypeLabel } from "../../../facts/eks-node-groups";
import type { Compute } from "./compute";
import { createNodeGroups } from "./node-group";
import { nodeGroupsCompute } from "./node-groups-compute";

/**
 * Managed node groups: EC2 instances of types of one's choice in all workload subnets, which EKS starts, patches, drains and repairs,
 * a group for each architecture and capacity that the services need.
 *
 * Costs the instances and their volumes, see `createNodeGroups`.
 */
export const managed: Compute = nodeGroupsCompute({
  compute: "managed",
  roleName: "nodes",
  capacityLabel: { key: capacityTypeLabel, values: { spot: "SPOT", "on-demand": "ON_DEMAND" } },
  nodeAddons: ["coredns", "eks-node-monitoring-agent"],
  createGroups: (name, kinds, context, options) =>
    kinds.flatMap((kind) => createNodeGroups(name, kind, context, options)),
});
