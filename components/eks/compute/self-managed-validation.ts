import { hasGpus } from "../../../facts/ecs-instances";
import { managedNodesOnly, nodeTemplateLimits } from "../../../facts/eks-self-managed-nodes";
import { mustBe } from "../../invalid-arguments";
import type { EksClusterArgs } from "../cluster-arguments";
import { taintsOf } from "./group-placement";
import type { NodeGroupArgs, Taint } from "./named-node-groups-arguments";

/** Validates what of a cluster's arguments self-managed nodes don't have. */
export function validateSelfManaged({ nodes, nodeGroups = {}, services }: EksClusterArgs): string[] {
  return [
    ...validateNodes("nodes", nodes ?? {}, []),
    ...Object.entries(nodeGroups).flatMap(([name, group]) =>
      validateNodes(`nodeGroups.${name}`, group, taintsOf(name, group)),
    ),
    ...services.flatMap(({ gpu }, index) =>
      gpu === undefined
        ? []
        : [
            mustBe(
              `services[${index}].gpu`,
              gpu,
              "left out with compute self-managed, whose image has no driver of NVIDIA",
            ),
          ],
    ),
  ];
}

function validateNodes(at: string, nodes: Partial<NodeGroupArgs>, taints: readonly Taint[]): string[] {
  const { instanceTypes = [], labels = {}, operatingSystem } = nodes;
  const keys = [...Object.keys(labels), ...taints.map(({ key }) => key)];
  const { key: longest, entries: most } = nodeTemplateLimits;
  return [
    ...managedNodesOnly
      .filter((key) => nodes[key] !== undefined)
      .map((key) => `${at}.${key} is of managed node groups: must be left out with compute self-managed`),
    ...(operatingSystem === "bottlerocket"
      ? [mustBe(`${at}.operatingSystem`, operatingSystem, "al2023 with compute self-managed")]
      : []),
    ...instanceTypes
      .filter(hasGpus)
      .map((type) => `${at}.instanceTypes has ${type}: must have none with GPUs with compute self-managed`),
    ...keys
      .filter((key) => key.length > longest)
      .map((key) => `${at} has the label or taint ${key}: its key must have at most ${longest} characters`),
    ...(keys.length > most
      ? [`${at} has ${keys.length} labels and taints: must have at most ${most} with compute self-managed`]
      : []),
    ...taints.flatMap(({ key }, index) =>
      taints.findIndex((other) => other.key === key) < index
        ? [`${at}.taints has ${key} twice: must have each key once with compute self-managed`]
        : [],
    ),
  ];
}
