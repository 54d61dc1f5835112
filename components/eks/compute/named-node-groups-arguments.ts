import type { TaintEffect } from "../../../facts/eks-node-groups";
import type { NodesArgs } from "./node-groups-arguments";
import type { WarmPoolArgs } from "./warm-pool";

/** Keeps pods that don't tolerate it off a node. */
export interface Taint {
  key: string;
  /** @default none */
  value?: string;
  effect: TaintEffect;
}

/** What EKS Auto Mode decides of a node group. */
export const decidedByAutoMode = [
  "min",
  "operatingSystem",
  "diskGib",
  "maxUnavailable",
  "repair",
  "warmPool",
] as const;

/**
 * A node group that services and jobs name: what names it runs on its nodes alone, and by default nothing else does. EKS Auto Mode
 * has a NodePool for it.
 */
export interface NodeGroupArgs extends Omit<NodesArgs, "instanceTypes"> {
  /** Types of its EC2 instances, all of one architecture, and all with GPUs or none. Other ones replace the group. */
  instanceTypes: string[];
  /** Nodes that it has at least, On-Demand and on Spot each; not with Auto Mode. @default 0: they start with the pods */
  min?: number;
  /** Taints, which the pods that name the group tolerate; [] for none. @default node-group, with the group's name, NoSchedule */
  taints?: Taint[];
  /** Instances beside its On-Demand nodes that have started once; not with Auto Mode. @default none */
  warmPool?: WarmPoolArgs;
}

/** The node groups of a cluster that services and jobs name, by name. */
export type NodeGroups = Readonly<Record<string, NodeGroupArgs>>;
