import type { Architecture } from "../../../facts/architectures";
import { architectureOf, hasGpus } from "../../../facts/ecs-instances";
import { nodeGroupLabel } from "../../../facts/eks-node-groups";
import type { NodeGroupArgs, NodeGroups, Taint } from "./named-node-groups-arguments";

/** How pods get onto the nodes of a node group that they name. */
export interface GroupPlacement {
  readonly architecture: Architecture;
  /** Whether its nodes have GPUs. */
  readonly gpu: boolean;
  /** Labels of its nodes alone. */
  readonly labels: Readonly<Record<string, string>>;
  /** What the pods tolerate. */
  readonly taints: readonly Taint[];
}

/**
 * How pods get onto the nodes of each node group.
 *
 * @param label Key of the label that has a group's name.
 */
export function groupPlacements(
  groups: NodeGroups = {},
  label: string = nodeGroupLabel,
): Readonly<Record<string, GroupPlacement>> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, group]) => [
      name,
      { ...machineOf(group), labels: { [label]: name }, taints: taintsOf(name, group) },
    ]),
  );
}

/** What the first of a group's instance types is, and all others are. */
export function machineOf({
  instanceTypes: [type = ""],
}: Pick<NodeGroupArgs, "instanceTypes">): Pick<GroupPlacement, "architecture" | "gpu"> {
  return { architecture: architectureOf(type), gpu: hasGpus(type) };
}

/** The taints of a group's nodes, besides that of GPUs. */
export function taintsOf(name: string, { taints }: Pick<NodeGroupArgs, "taints">): readonly Taint[] {
  return taints ?? [{ key: nodeGroupLabel, value: name, effect: "NoSchedule" }];
}
