import type { NodeDemand } from "../../../facts/eks-node-cpus";
import { leastGpuCpus } from "../../../facts/gpu-node-cpus";
import type { JobOnPlatform, ServiceOnPlatform, StackContext } from "../../section";
import { formatPath, type Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { type ImageOwner, needsX86 } from "../x86-image";
import { databasesIn, secretsOfPod } from "./secrets";

/** What a service or a job asks of nodes with GPUs. */
type OnGpus = Pick<JobOnPlatform, "gpu" | "architecture" | "secrets" | "uses"> &
  ImageOwner &
  Partial<Pick<ServiceOnPlatform, "sidecars">>;

/**
 * Adds errors for a service or a job with GPUs that no node can run.
 *
 * @param demand What its replicas request.
 */
export function validateGpus(
  at: Path,
  running: OnGpus,
  demand: NodeDemand,
  { maxCpus, data }: { maxCpus?: number | undefined } & Pick<StackContext, "data">,
  errors: ValidationErrors,
): void {
  const { gpu, architecture } = running;
  const path = [...at, "gpu"];
  if (gpu === undefined || errors.has(path)) return;
  if (architecture === "arm64") {
    errors.add(path, needsX86(running, "nodes with GPUs are x86_64"));
  }
  if (secretsOfPod(at, running).some(({ secrets }) => Object.keys(secrets).length > 0)) {
    errors.add(
      path,
      "can't be combined with secrets on EKS: the driver that reads them isn't on nodes with GPUs. Let it read them with " +
        `permissions, or run it on ${at[0] === "jobs" ? "Batch" : "instances of ECS"}.`,
    );
  }
  for (const { index, name } of databasesIn(running.uses, data)) {
    errors.add(
      [...at, "uses", index],
      `is ${name}, whose password the driver of secrets reads, which isn't on nodes with GPUs: let another service or job use it, ` +
        `or run it on ${at[0] === "jobs" ? "Batch" : "instances of ECS"}.`,
    );
  }
  const least = leastGpuCpus([demand]);
  if (maxCpus !== undefined && maxCpus < least) {
    errors.add(
      path,
      `is ${gpu}, which needs nodes with ${least} vCPUs, but ${formatPath(["eks", "maxCpus"])} is ${maxCpus}: its pods would stay ` +
        "pending.",
    );
  }
}
