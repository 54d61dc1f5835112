import type { z } from "zod";
import type { NodeGroupArgs } from "../../../components/eks";
import { machineOf, taintsOf } from "../../../components/eks/compute/group-placement";
import { decidedByAutoMode } from "../../../components/eks/compute/named-node-groups-arguments";
import { tooSmall } from "../../../components/eks/compute/node-kinds";
import { architectureOf, hasGpus } from "../../../facts/ecs-instances";
import type { EksCompute } from "../../../facts/eks-computes";
import {
  defaultNodes,
  namedNodeGroupLimits,
  nodeGroupLimits,
  nodeGroupName,
  reservedLabel,
  reservedNodeGroup,
  taintEffects,
} from "../../../facts/eks-node-groups";
import { nodeDiskFor } from "../../../facts/ephemeral-storage";
import type { ServiceOnPlatform } from "../../section";
import { choice, integer, list, object, record, string } from "../../toolkit/kinds";
import { formatPath, type Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { nearest } from "../../toolkit/words";
import { instanceTypeSchema, labelKey, labelValue, nodeGroupKeys } from "./nodes";
import { secretsOfPod } from "./secrets";
import { validateWarmPool, validateWithoutSpot, warmPoolSchema } from "./warm-pool";

const taintSchema = object(
  {
    value: labelValue,
    effect: choice(
      taintEffects,
      "What it does to pods that don't tolerate it: NoSchedule, keeps them off; PreferNoSchedule, where there is other room; NoExecute, " +
        "also evicts them. Default: NoSchedule.",
      { no_schedule: "NoSchedule", prefer_no_schedule: "PreferNoSchedule", no_execute: "NoExecute" },
    ),
  },
  "A taint.",
  { key: string(labelKey.pattern, "the key of a taint, such as example.com/team", "Its key.") },
);

/** The node groups that services and jobs name. */
export const nodeGroupsSchema = record(
  {
    pattern: nodeGroupName,
    allowed: "1 to 30 lowercase letters, digits and hyphens, a letter first",
  },
  object(
    {
      min: integer(
        nodeGroupLimits.min,
        "Nodes that it has at least, On-Demand and on Spot each. Not with compute: auto. Default: 0, its nodes start with the pods.",
      ),
      ...nodeGroupKeys,
      warmPool: warmPoolSchema,
      taints: list(
        taintSchema,
        {
          ...namedNodeGroupLimits.taints,
          allowed: "a list of at most 50 taints, such as [{ key: example.com/team, value: shop }]",
        },
        "What keeps other pods off its nodes; what names the group tolerates all of them. [] admits others. Changed in place. Default: " +
          "node-group, with the group's name, NoSchedule.",
      ),
    },
    "A node group. What it leaves out of operatingSystem, maxUnavailable and repair it has as nodes.",
    {
      instanceTypes: list(
        instanceTypeSchema,
        { ...nodeGroupLimits.instanceTypes, allowed: "a list of 1 to 20 instance types" },
        "Types of its instances, of one architecture, and all with GPUs or none; of one size, where Cluster Autoscaler scales it. Other " +
          "ones replace the group, its successor first.",
      ),
    },
  ),
  "Node groups that services and jobs name by nodeGroup: what names one runs on its nodes alone, On-Demand or on Spot as its capacity " +
    "says, and by default nothing else does. With compute: auto each is a NodePool, whose vCPUs are limited to those of max instances; " +
    "Auto Mode decides the rest. Default: none.",
);

type Given = z.output<typeof nodeGroupsSchema>;

/** The node groups, without what is left out. */
export function nodeGroupsSettings(given: Given): Record<string, NodeGroupArgs> {
  return Object.fromEntries(
    Object.entries(given).map(([name, { taints, warmPool, ...group }]) => [
      name,
      {
        // Without a type, since entries have none.
        ...(present(group) as typeof group),
        ...(warmPool && { warmPool: present(warmPool) }),
        ...(taints && {
          taints: taints.map(({ key, value, effect = "NoSchedule" }) => ({
            key,
            ...(value !== undefined && { value }),
            effect,
          })),
        }),
      },
    ]),
  );
}

function present<Keys extends object>(given: Keys): object {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

const section = ["eks", "nodeGroups"];

/** Adds what can't be combined in the node groups. */
export function validateNodeGroups(
  groups: Given | undefined,
  {
    compute = "auto",
    nodes,
  }: { compute?: EksCompute | undefined; nodes?: Pick<NodeGroupArgs, "operatingSystem"> | undefined },
  errors: ValidationErrors,
): void {
  if (groups === undefined || errors.has(section)) return;
  const count = Object.keys(groups).length;
  if (count > namedNodeGroupLimits.groups.max) {
    errors.add(section, `has ${count} groups, but at most ${namedNodeGroupLimits.groups.max} are allowed.`);
  }
  for (const [name, group] of Object.entries(groups)) {
    const at = [...section, name];
    if (errors.has(at)) continue;
    if (reservedNodeGroup.test(name)) {
      errors.add(at, "has the name of one of the cluster's own groups, or of Spot instances: take another.");
    }
    const { instanceTypes, min = 0, max = defaultNodes.max, labels = {}, taints = [] } = group;
    const { architecture, gpu } = machineOf({ instanceTypes });
    if (!instanceTypes.every((type) => architectureOf(type) === architecture && hasGpus(type) === gpu)) {
      const types = instanceTypes.join(", ");
      errors.add(
        [...at, "instanceTypes"],
        `has ${types}: all must be of one architecture, and have GPUs or none.`,
      );
    }
    if (min > max) {
      const most = formatPath([...at, "max"]);
      errors.add([...at, "min"], `is ${min}, above ${most}, which is ${group.max ?? `${max} by default`}.`);
    }
    for (const key of Object.keys(labels).filter((each) => reservedLabel.test(each))) {
      errors.add([...at, "labels", key], "is a label that Kubernetes or AWS sets itself.");
    }
    for (const [index, { key, effect }] of taints.entries()) {
      const path = [...at, "taints", index];
      if (reservedLabel.test(key))
        errors.add([...path, "key"], `is ${key}, which Kubernetes or AWS sets itself.`);
      if (taints.findIndex((other) => other.key === key && other.effect === effect) < index) {
        errors.add(path, `is a second taint ${key} with this effect.`);
      }
    }
    validateWarmPool(at, group, nodes?.operatingSystem ?? "al2023", errors);
    for (const key of compute === "auto" ? decidedByAutoMode : []) {
      if (group[key] === undefined) continue;
      errors.add(
        [...at, key],
        `is Auto Mode's to decide: remove it, or set ${formatPath(["eks", "compute"])}: managed.`,
      );
    }
  }
}

/** What decides whether a service or a job can run on a node group. */
type OnNodeGroup = Pick<
  ServiceOnPlatform,
  "architecture" | "cpu" | "memory" | "gpu" | "ephemeralStorageGib" | "secrets" | "nodeGroup" | "capacity"
> &
  Partial<Pick<ServiceOnPlatform, "sidecars">>;

/**
 * Adds errors for a service or a job that names a node group which can't run it.
 *
 * @param groups Those of the cluster; undefined where it has none.
 */
export function validateOnNodeGroup(
  at: Path,
  running: OnNodeGroup,
  groups: Readonly<Record<string, NodeGroupArgs>> = {},
  errors: ValidationErrors,
): void {
  const { nodeGroup, architecture, gpu } = running;
  const path = [...at, "nodeGroup"];
  if (nodeGroup === undefined || errors.has(path) || errors.has(section)) return;
  const group = groups[nodeGroup];
  if (group === undefined) {
    const names = Object.keys(groups).sort();
    const near = nearest(nodeGroup, names);
    const advice = near === undefined ? "" : ` Did you mean ${near}?`;
    const known = names.length === 0 ? "It has none." : `Its groups: ${names.join(", ")}.`;
    errors.add(
      path,
      `is ${errors.format(path, nodeGroup)}, but no group of ${formatPath(section)}.${advice} ${known}`,
    );
    return;
  }
  const own = [...section, nodeGroup];
  if (errors.has(own)) return;
  const machine = machineOf(group);
  if (machine.architecture !== architecture) {
    errors.add(
      path,
      `is ${nodeGroup}, whose instance types are ${machine.architecture}: set architecture: ${machine.architecture}, or take another group.`,
    );
  }
  if (machine.gpu !== (gpu !== undefined)) {
    errors.add(
      path,
      machine.gpu
        ? `is ${nodeGroup}, whose instance types have GPUs, for what asks for some: set gpu, or take another group.`
        : `is ${nodeGroup}, whose instance types have no GPUs: take a group that has, or remove gpu.`,
    );
  }
  validateWithoutSpot(at, running, group, errors);
  if (machine.architecture === architecture) validateRoomOn(at, running, group, errors);
  const withSecrets = secretsOfPod(at, running).some(({ secrets }) => Object.keys(secrets).length > 0);
  if (withSecrets && gpu === undefined && taintsOf(nodeGroup, group).length > 0) {
    errors.add(
      path,
      `is ${nodeGroup}, whose taints keep off the driver that reads secrets: set ${formatPath([...own, "taints"])}: [], or let it read ` +
        "them with permissions.",
    );
  }
}

/** Adds errors for what is larger than an empty node of its group. */
function validateRoomOn(
  at: Path,
  { cpu, memory, gpu, ephemeralStorageGib, nodeGroup }: OnNodeGroup,
  { instanceTypes, diskGib }: NodeGroupArgs,
  errors: ValidationErrors,
): void {
  const small = tooSmall(instanceTypes, [{ cpu, memory, gpu }]);
  if (small.length > 0) {
    const gpus = gpu === undefined ? "" : `, and ${gpu} GPUs`;
    errors.add(
      [...at, "nodeGroup"],
      `is ${nodeGroup}, whose ${small.join(", ")} has no room beside the cluster's own pods for ${cpu} CPU units and ${memory} MiB${gpus}.`,
    );
  }
  const needed = nodeDiskFor([{ ephemeralStorageGib }], nodeGroupLimits.diskGib.min);
  if (diskGib !== undefined && diskGib < needed) {
    errors.add(
      [...at, "ephemeralStorageGib"],
      `is ${ephemeralStorageGib}, for which nodes of ${nodeGroup} need a diskGib of ${needed}, beside images and what Kubernetes keeps free.`,
    );
  }
}
