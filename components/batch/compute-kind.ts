import type { Architecture } from "../../facts/architectures";
import type { BatchCompute } from "../../facts/batch";
import type { CompleteJob, JobCapacity } from "../job";

/** What a job runs on, but for whether it is Spot. */
export interface ComputeKind {
  /** Name of the kind, the prefix of its resources' names, which never change. */
  readonly name: string;
  /** What runs the containers. */
  readonly on: "fargate" | "instances" | "gpu-instances";
  /** Architecture of the instances; Fargate takes that of each job. */
  readonly architecture: Architecture;
}

/** The kind of compute that a job needs. */
export function computeKind(
  { architecture, gpu }: Pick<CompleteJob, "architecture" | "gpu">,
  compute: BatchCompute,
): ComputeKind {
  if (gpu !== undefined) return { name: "gpu", on: "gpu-instances", architecture };
  if (compute === "fargate") return { name: "fargate", on: "fargate", architecture };
  return { name: architecture === "arm64" ? "ec2-arm64" : "ec2-x86-64", on: "instances", architecture };
}

/** What a queue uses, in its order: Spot, and On-Demand where AWS has no Spot. */
export function capacitiesInOrder(capacity: JobCapacity): JobCapacity[] {
  return capacity === "spot" ? ["spot", "on-demand"] : ["on-demand"];
}
