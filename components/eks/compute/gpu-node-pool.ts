import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { gpuInstanceFamilies } from "../../../facts/gpus";
import type { NodeRequirements } from "../cluster-arguments";
import { gpuTaint } from "../gpu";
import { capacityRequirement, createPool } from "./node-pool";

/** What has a GPU, of what runs in a cluster. */
export function withGpus<Running extends Pick<NodeRequirements, "gpu">>(
  running: readonly Running[],
): Running[] {
  return running.filter(({ gpu }) => gpu !== undefined);
}

/**
 * Creates the node pool of what has GPUs: instances of the families g4dn, g5 and g6, which Auto Mode starts for it and removes
 * afterwards. Pods without one don't get there, by a taint. Costs nothing while nothing with a GPU runs; g4dn.xlarge, the
 * smallest, $0.526 per hour On-Demand ($384 a month, of a service), plus 12 % for Auto Mode.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-accelerated.html (read 2026-11-21)
 */
export function createGpuNodePool(
  name: string,
  args: {
    services: readonly NodeRequirements[];
    maxCpus: number;
    nodeClass: k8s.apiextensions.CustomResource;
  },
  options: pulumi.CustomResourceOptions,
): k8s.apiextensions.CustomResource {
  return createPool(
    name,
    {
      ...args,
      poolName: "gpus",
      taints: [gpuTaint],
      requirements: [
        { key: "kubernetes.io/arch", operator: "In", values: ["amd64"] },
        capacityRequirement(args.services),
        { key: "eks.amazonaws.com/instance-family", operator: "In", values: [...gpuInstanceFamilies] },
        { key: "eks.amazonaws.com/instance-gpu-count", operator: "Gt", values: ["0"] },
      ],
    },
    options,
  );
}
