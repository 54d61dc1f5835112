import type * as k8s from "@pulumi/kubernetes";
import { gpuResource } from "../../facts/gpus";

/** Keeps pods off nodes with GPUs that ask for none. */
export const gpuTaint = { key: gpuResource, effect: "NoSchedule" };

/** Lets a pod with GPUs onto their nodes. */
export function gpuTolerations(
  gpu: number | undefined,
): Pick<k8s.types.input.core.v1.PodSpec, "tolerations"> {
  return gpu === undefined
    ? {}
    : { tolerations: [{ key: gpuTaint.key, operator: "Exists", effect: gpuTaint.effect }] };
}
