import { gpuResource } from "../../facts/gpus";

/** Keeps pods off nodes with GPUs that ask for none. */
export const gpuTaint = { key: gpuResource, effect: "NoSchedule" } as const;
