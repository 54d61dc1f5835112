import type { Architecture } from "../facts/architectures";

/** A kind of instances or nodes, in names of resources. */
export type KindName = "arm64" | "x86-64" | "gpu";

/** The kind of instances or nodes that a service runs on; with GPUs each is x86_64. */
export function kindNameOf({
  architecture = "arm64",
  gpu,
}: {
  architecture?: Architecture;
  gpu?: number | undefined;
}): KindName {
  return gpu !== undefined ? "gpu" : architecture === "arm64" ? "arm64" : "x86-64";
}
