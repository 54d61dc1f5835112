import type { BlockVolume } from "../../../components/block-volume";
import type { DataType } from "../../../components/data/data-variables";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** Adds errors for file systems of FSx for Lustre that a platform doesn't mount. */
export function validateWithoutLustre(
  at: Path,
  volumes: Readonly<Record<string, string | BlockVolume>>,
  { data, on }: { data: Readonly<Record<string, DataType>>; on: "ECS" | "Batch" },
  errors: ValidationErrors,
): void {
  for (const [path, name] of Object.entries(volumes)) {
    if (typeof name !== "string" || !Object.hasOwn(data, name) || data[name] !== "lustre") continue;
    errors.add(
      [...at, "volumes", path],
      `is ${name}, of FSx for Lustre, which ${on} doesn't mount: mount data of type filesystem, or run it on EKS alone, with ` +
        "platforms: [eks].",
    );
  }
}
