import type { Architecture } from "../container-description";
import { type CapacityType, kubernetesArchitecture } from "./capacity-type";
import type { PodPlacement } from "./compute/compute";

/** The labels of the nodes that a pod can run on. Those of a cluster that is there already don't say their capacity. */
export function nodeSelector(
  architecture: Architecture | undefined,
  capacityType: CapacityType,
  { placement: { capacityLabel } }: { placement: PodPlacement },
): Record<string, string> {
  return {
    "kubernetes.io/arch": kubernetesArchitecture(architecture),
    ...(capacityLabel &&
      capacityType !== "mixed" && { [capacityLabel.key]: capacityLabel.values[capacityType] }),
  };
}
