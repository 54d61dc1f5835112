import type * as k8s from "@pulumi/kubernetes";
import type { Architecture } from "../../facts/architectures";
import { mustBe } from "../invalid-arguments";
import type { WithSidecars } from "../sidecar";
import { type CapacityType, kubernetesArchitecture } from "./capacity-type";
import type { PodPlacement } from "./compute/compute";
import type { Taint } from "./compute/named-node-groups-arguments";
import { gpuTaint } from "./gpu";
import { readsSecrets } from "./pod-resources";

/** What decides which nodes a pod can run on. */
interface Placed {
  architecture: Architecture | undefined;
  gpu?: number | undefined;
  nodeGroup?: string | undefined;
}

/**
 * The nodes that a pod can run on: their labels, and the taints that it tolerates. Those of a cluster that is there already don't say
 * their capacity.
 */
export function nodePlacement(
  { architecture, gpu, nodeGroup }: Placed,
  capacityType: CapacityType,
  { placement: { capacityLabel, groups } }: { placement: PodPlacement },
): Pick<k8s.types.input.core.v1.PodSpec, "nodeSelector" | "tolerations"> {
  const group = nodeGroup === undefined ? undefined : groups[nodeGroup];
  const tolerations = [
    ...(gpu === undefined ? [] : [{ key: gpuTaint.key, operator: "Exists", effect: gpuTaint.effect }]),
    ...(group?.taints ?? []).map(tolerationOf),
  ];
  return {
    ...(tolerations.length > 0 && { tolerations }),
    nodeSelector: {
      "kubernetes.io/arch": kubernetesArchitecture(architecture),
      ...(capacityLabel &&
        capacityType !== "mixed" && { [capacityLabel.key]: capacityLabel.values[capacityType] }),
      ...group?.labels,
    },
  };
}

function tolerationOf({ key, value, effect }: Taint): k8s.types.input.core.v1.Toleration {
  return value === undefined
    ? { key, operator: "Exists", effect }
    : { key, operator: "Equal", value, effect };
}

/**
 * Validates the node group that a service or a job names.
 *
 * @param at The argument that describes its container, such as service.
 */
export function validateNodeGroup(
  at: string,
  container: WithSidecars & Placed,
  cluster: { placement: PodPlacement },
): string[] {
  const { nodeGroup, architecture = "arm64", gpu } = container;
  if (nodeGroup === undefined) return [];
  const { groups } = cluster.placement;
  const group = groups[nodeGroup];
  if (group === undefined) {
    const names = Object.keys(groups).sort();
    return [
      names.length === 0
        ? `${at}.nodeGroup is "${nodeGroup}": must be left out, since the cluster has no node groups by name`
        : mustBe(`${at}.nodeGroup`, nodeGroup, `a node group of the cluster: ${names.join(", ")}`),
    ];
  }
  return [
    ...(group.architecture === architecture
      ? []
      : [mustBe(`${at}.architecture`, architecture, `${group.architecture}, as node group ${nodeGroup} is`)]),
    ...(group.gpu === (gpu !== undefined)
      ? []
      : [
          group.gpu
            ? `${at}.gpu is missing: must be there on node group ${nodeGroup}, whose nodes have GPUs`
            : `${at}.gpu is ${gpu}: must be left out on node group ${nodeGroup}, whose nodes have no GPUs`,
        ]),
    ...(group.taints.length > 0 && gpu === undefined && readsSecrets(container)
      ? [
          `${at}.nodeGroup is "${nodeGroup}", whose taints keep the driver of secrets off: ${at}.secrets and databases must be left out, or its taints must be []`,
        ]
      : []),
  ];
}
