import { cpuUnits, fileWriterSize } from "../../facts/batch";
import type { CompleteJob } from "../job";
import type { ComputeKind } from "./compute-kind";

/** CPU units and MiB of memory. */
export interface Size {
  cpu: number;
  memory: number;
}

/** What a container requires, as Batch words it. */
export function resourceRequirements({
  cpu,
  memory,
  gpu,
}: Size & { gpu?: number }): { type: string; value: string }[] {
  return [
    { type: "VCPU", value: String(cpu / cpuUnits) },
    { type: "MEMORY", value: String(memory) },
    ...(gpu === undefined ? [] : [{ type: "GPU", value: String(gpu) }]),
  ];
}

/** Whether a second container writes files before the job's own starts. */
export function hasFileWriter({ files }: Pick<CompleteJob, "files">): boolean {
  return Object.keys(files).length > 0;
}

/** What the container that writes a job's files has of the job's size. */
export function writerSize({ on }: Pick<ComputeKind, "on">): Size {
  return on === "fargate" ? fileWriterSize.fargate : fileWriterSize.instances;
}
