import { isInstanceType } from "../../../facts/ecs-instances";
import {
  defaultNodes,
  nodeGroupLimits,
  nodeOperatingSystems,
  reservedLabel,
} from "../../../facts/eks-node-groups";
import { nodeDiskFor } from "../../../facts/ephemeral-storage";
import { mustBe, validateOneOf, validateUnique, validateWholeNumber } from "../../invalid-arguments";
import type { NodeRequirements } from "../cluster-arguments";
import type { NodesArgs } from "./node-groups-arguments";
import { nodeKinds } from "./node-kinds";

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
  const needed = nodeDiskFor(services, nodeGroupLimits.diskGib.min);
  return errors.length > 0
    ? errors
    : [
        ...(diskGib !== undefined && diskGib < needed
          ? [mustBe("nodes.diskGib", diskGib, `at least ${needed}, for the services' ephemeralStorageGib`)]
          : []),
        ...nodeKinds(nodes, services).flatMap((kind) => kind.errors),
      ];
}
