import { isInstanceType } from "../../../facts/ecs-instances";
import {
  defaultNodes,
  type NodeOperatingSystem,
  nodeGroupLimits,
  nodeOperatingSystems,
  reservedLabel,
} from "../../../facts/eks-node-groups";
import { mustBe, validateOneOf, validateUnique, validateWholeNumber } from "../../invalid-arguments";
import type { NodeRequirements } from "../cluster-arguments";
import { nodeKinds } from "./node-kinds";

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

/** Validates the nodes of managed node groups, and that each service has some. */
export function validateNodes(nodes: NodesArgs, services: readonly NodeRequirements[]): string[] {
  const { instanceTypes, operatingSystem, diskGib, maxUnavailable, labels = {} } = nodes;
  const { min = defaultNodes.min, max = defaultNodes.max } = nodes;
  const errors = [
    ...(instanceTypes?.length === 0
      ? ["nodes.instanceTypes is empty: must have a type, or be left out"]
      : []),
    ...((instanceTypes?.length ?? 0) > nodeGroupLimits.instanceTypes.max
      ? [`nodes.instanceTypes has ${instanceTypes?.length} types: must have at most 20`]
      : []),
    ...(instanceTypes ?? []).flatMap((type, index) =>
      isInstanceType(type)
        ? []
        : [mustBe(`nodes.instanceTypes[${index}]`, type, "an instance type, such as m7g.large")],
    ),
    ...validateUnique("nodes.instanceTypes", instanceTypes ?? []),
    ...validateOneOf("nodes.operatingSystem", operatingSystem, nodeOperatingSystems),
    ...validateWholeNumber("nodes.min", min, nodeGroupLimits.min),
    ...validateWholeNumber("nodes.max", max, nodeGroupLimits.max),
    ...(max < min ? [mustBe("nodes.max", max, `at least nodes.min, which is ${min}`)] : []),
    ...validateWholeNumber("nodes.diskGib", diskGib, nodeGroupLimits.diskGib),
    ...validateWholeNumber("nodes.maxUnavailable", maxUnavailable, nodeGroupLimits.maxUnavailable),
    ...Object.keys(labels).flatMap((key) =>
      reservedLabel.test(key)
        ? [`nodes.labels has ${key}: must have no key of Kubernetes' or AWS's own`]
        : [],
    ),
  ];
  return errors.length > 0 ? errors : nodeKinds(nodes, services).flatMap((kind) => kind.errors);
}
