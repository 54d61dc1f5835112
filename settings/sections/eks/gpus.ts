import { cpusWithGpus } from "../../../facts/gpus";
import type { JobOnPlatform } from "../../section";
import { formatPath, type Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** Adds errors for a job with GPUs that no node can run. */
export function validateGpus(
  at: Path,
  { gpu, architecture, secrets }: Pick<JobOnPlatform, "gpu" | "architecture" | "secrets">,
  { maxCpus }: { maxCpus?: number | undefined },
  errors: ValidationErrors,
): void {
  const path = [...at, "gpu"];
  if (gpu === undefined || errors.has(path)) return;
  if (architecture === "arm64") {
    errors.add(
      path,
      "needs architecture: x86_64, which the image is built for then: nodes with GPUs are x86_64.",
    );
  }
  if (Object.keys(secrets).length > 0) {
    errors.add(
      path,
      "can't be combined with secrets on EKS: the driver that reads them isn't on nodes with GPUs. Let the job read them with " +
        "permissions, or run it on Batch.",
    );
  }
  const least = cpusWithGpus(gpu);
  if (maxCpus !== undefined && maxCpus < least) {
    errors.add(
      path,
      `is ${gpu}, which needs a node with ${least} vCPUs, but ${formatPath(["eks", "maxCpus"])} is ${maxCpus}: it could never start.`,
    );
  }
}
