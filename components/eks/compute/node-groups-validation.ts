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
  const { instanceTypes, diskGib, labels = {} } = nodes;
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
    ...validateNumbers("nodes", nodes, defaultNodes),
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

/**
 * Validates how many nodes a group has, and what each is.
 *
 * @param at The argument that describes them.
 * @param least Nodes that there are at least by default.
 */
export function validateNumbers(
  at: string,
  { operatingSystem, diskGib, maxUnavailable, max = defaultNodes.max, ...nodes }: NodesArgs,
  least: { min: number },
): string[] {
  const { min = least.min } = nodes;
  return [
    ...validateOneOf(`${at}.operatingSystem`, operatingSystem, nodeOperatingSystems),
    ...validateWholeNumber(`${at}.min`, min, nodeGroupLimits.min),
    ...validateWholeNumber(`${at}.max`, max, nodeGroupLimits.max),
    ...(max < min ? [mustBe(`${at}.max`, max, `at least ${at}.min, which is ${min}`)] : []),
    ...validateWholeNumber(`${at}.diskGib`, diskGib, nodeGroupLimits.diskGib),
    ...validateWholeNumber(`${at}.maxUnavailable`, maxUnavailable, nodeGroupLimits.maxUnavailable),
  ];
}
