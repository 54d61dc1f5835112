import type { Architecture } from "../container-description";
import { type CapacityType, kubernetesArchitecture } from "./node-pool";

/** The labels of the nodes that a pod can run on. Only Auto Mode's say their capacity in this way. */
export function nodeSelector(
  architecture: Architecture | undefined,
  capacityType: CapacityType,
  { autoMode }: { autoMode: boolean },
): Record<string, string> {
  return {
    "kubernetes.io/arch": kubernetesArchitecture(architecture),
    ...(autoMode && capacityType !== "mixed" && { "karpenter.sh/capacity-type": capacityType }),
  };
}
