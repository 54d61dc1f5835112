import type { NodeOperatingSystem } from "../../../facts/eks-node-groups";

/** What the nodes of managed node groups are: services have a group by architecture, On-Demand and Spot each. */
export interface NodesArgs {
  /**
   * Types of the EC2 instances, of one size, such as m7g.large: Cluster Autoscaler takes all nodes of a group for the first.
   * On-Demand ones are started in this order, Spot ones where there is most capacity. Services run on those of their architecture,
   * and what has GPUs on those with GPUs.
   * @default of the smallest size with room for each pod: c6g, m6g and r6g, c6a, m6a and r6a, or g4dn and g5
   */
  instanceTypes?: string[];
  /** Operating system; of nodes with GPUs Bottlerocket in any case. @default al2023 */
  operatingSystem?: NodeOperatingSystem;
  /** Nodes that each group has at least; with GPUs none. @default 1 */
  min?: number;
  /** Nodes that each group has at most, a limit on cost. @default 4 */
  max?: number;
  /** GiB of each node's encrypted gp3 volume, 20 to 16384, $0.08 a month each. @default 30 */
  diskGib?: number;
  /** Nodes that an update replaces at once. @default 1 */
  maxUnavailable?: number;
  /** Labels of the nodes besides EKS' own. @default none */
  labels?: Readonly<Record<string, string>>;
  /** Whether EKS replaces nodes that its monitoring agent finds broken. @default true */
  repair?: boolean;
}
