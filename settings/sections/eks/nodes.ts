import type { z } from "zod";
import type { NodesArgs } from "../../../components/eks";
import { nodeKinds } from "../../../components/eks/compute/node-kinds";
import { instanceTypeName } from "../../../facts/ecs-instances";
import { nodeGroupLimits, nodeOperatingSystems, reservedLabel } from "../../../facts/eks-node-groups";
import { nodeDiskFor } from "../../../facts/ephemeral-storage";
import {
  labelKey as labelKeyPattern,
  labelValue as labelValuePattern,
} from "../../../facts/kubernetes-names";
import type { ServiceOnPlatform } from "../../section";
import { boolean, choice, integer, list, object, record, string } from "../../toolkit/kinds";
import { formatPath, type Path } from "../../toolkit/path";
import type { Tier } from "../../toolkit/tier";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** A type of EC2 instances. */
export const instanceTypeSchema = string(
  instanceTypeName,
  "an instance type such as m7g.large",
  "A type of EC2 instances.",
);

/** The key of a label or a taint. */
export const labelKey = {
  pattern: labelKeyPattern,
  allowed: "the key of a label, such as example.com/team",
};

/** The value of a label or a taint. */
export const labelValue = string(
  labelValuePattern,
  "at most 63 letters, digits, dots, hyphens and underscores",
  "Value of the label.",
);

/** What a group of nodes can have. */
export const nodeGroupKeys = {
  operatingSystem: choice(
    nodeOperatingSystems,
    "Operating system of the nodes: Amazon Linux 2023 or Bottlerocket; with GPUs Bottlerocket in any case. Self-managed nodes have " +
      "al2023. Default: al2023. The other one replaces the groups, their successors first.",
    { "amazon-linux-2023": "al2023", AL2023: "al2023", BOTTLEROCKET: "bottlerocket" },
  ),
  max: integer(
    nodeGroupLimits.max,
    "Nodes that each group has at most, a limit on cost: pods beyond it stay pending. Where it isn't min, Cluster Autoscaler chooses " +
      "their number. Default: 4.",
  ),
  diskGib: integer(
    nodeGroupLimits.diskGib,
    "GiB of each node's encrypted volume, for images and what pods write; $0.08 per month each. Default: 30, or what the largest " +
      "ephemeralStorageGib of a service needs.",
  ),
  maxUnavailable: integer(
    nodeGroupLimits.maxUnavailable,
    "Nodes of a managed group that an update replaces at once, such as to another Kubernetes version. Default: 1.",
  ),
  labels: record(
    labelKey,
    labelValue,
    "Labels of the nodes besides EKS' own, for pods of other teams to choose them by. Default: none.",
  ),
  repair: boolean(
    "Whether EKS replaces nodes of a managed group that its monitoring agent finds broken. Default: true.",
  ),
};

/** The nodes of node groups. */
export const nodesSchema = object(
  {
    instanceTypes: list(
      instanceTypeSchema,
      { ...nodeGroupLimits.instanceTypes, allowed: "a list of 1 to 20 instance types" },
      "Types of the instances, of one size: Cluster Autoscaler takes all nodes of a group for the first. On-Demand ones are started in " +
        "this order, Spot ones where there is most capacity. Services run on those of their architecture, and what has GPUs on those with " +
        "GPUs. Default: the smallest size with room for each pod of c6g, m6g and r6g, c6a, m6a and r6a, or g4dn and g5. Other ones " +
        "replace the group, its successor first.",
    ),
    ...nodeGroupKeys,
    min: integer(
      nodeGroupLimits.min,
      "Nodes that each group has at least; a group for each architecture, On-Demand and Spot, that services need. With GPUs none. " +
        "Default: 1 in dev, 2 in prod.",
    ),
  },
  "The nodes of node groups, with compute: managed or self-managed.",
);

type Given = z.output<typeof nodesSchema>;

/** The nodes, with what the tier decides. */
export function nodesSettings(given: Given | undefined, tier: Tier): NodesArgs {
  const present = Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== undefined));
  const max = given?.max;
  return { min: Math.min(tier === "prod" ? 2 : 1, max ?? Number.POSITIVE_INFINITY), ...present };
}

/** Adds what can't be combined in the nodes. */
export function validateNodes(nodes: Given | undefined, errors: ValidationErrors): void {
  const at = ["eks", "nodes"];
  const { min, max, labels = {} } = nodes ?? {};
  if (errors.has(at)) return;
  if (min !== undefined && min > (max ?? 4)) {
    const path = formatPath([...at, "max"]);
    errors.add([...at, "min"], `is ${min}, above ${path}, which is ${max ?? "4 by default"}.`);
  }
  for (const key of Object.keys(labels).filter((each) => reservedLabel.test(each))) {
    errors.add([...at, "labels", key], "is a label that Kubernetes or AWS sets itself.");
  }
}

/** Adds an error for a service or a job that no node has room for. */
export function validateRoom(
  at: Path,
  pod: Pick<ServiceOnPlatform, "architecture" | "cpu" | "memory" | "gpu" | "ephemeralStorageGib">,
  nodes: NodesArgs,
  errors: ValidationErrors,
): void {
  const { architecture, cpu, memory, gpu } = pod;
  const disk = ["eks", "nodes", "diskGib"];
  const needed = nodeDiskFor([pod], nodeGroupLimits.diskGib.min);
  if (pod.ephemeralStorageGib !== undefined && (nodes.diskGib ?? needed) < needed && !errors.has(disk)) {
    const of = formatPath([...at, "ephemeralStorageGib"]);
    errors.add(
      disk,
      `is ${nodes.diskGib}, but must be at least ${needed} for ${of}, beside images and what Kubernetes keeps free.`,
    );
  }
  const path = ["eks", "nodes", "instanceTypes"];
  if (errors.has(path)) return;
  const running = { architecture, cpu, memory, ...(gpu !== undefined && { gpu }) };
  const [unfit] = nodeKinds(nodes, [running]).flatMap(({ errors: found }) => found);
  if (unfit !== undefined) {
    errors.add(
      path,
      nodes.instanceTypes === undefined
        ? `is missing: ${formatPath(at)} is larger than the largest nodes by default.`
        : `has none with room for ${formatPath(at)} beside the cluster's own pods: ${cpu} CPU units and ${memory} MiB of ${architecture}${gpu === undefined ? "" : `, and ${gpu} GPUs`}.`,
    );
  }
}
