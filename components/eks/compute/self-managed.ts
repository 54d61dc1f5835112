import type { Compute } from "./compute";
import { nodeGroupsCompute } from "./node-groups-compute";
import { createSelfManagedGroups } from "./self-managed-groups";
import { validateSelfManaged } from "./self-managed-validation";

/**
 * Self-managed nodes: EC2 instances of Auto Scaling groups of the stack's own in all workload subnets, with Amazon Linux 2023, On-Demand. A
 * group for each architecture that the services need. Another launch template, such as of another Kubernetes version, replaces them
 * by an instance refresh. `NodeDraining` drains each before it ends.
 *
 * Costs the instances and their volumes, see `createSelfManagedGroups`.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/worker.html (read 2026-11-22)
 */
export const selfManaged: Compute = nodeGroupsCompute({
  compute: "self-managed",
  // Not that of managed node groups, whose access entry is EKS' own.
  roleName: "self-managed-nodes",
  capacityLabel: undefined,
  nodeAddons: ["coredns"],
  validate: validateSelfManaged,
  createGroups: createSelfManagedGroups,
});
