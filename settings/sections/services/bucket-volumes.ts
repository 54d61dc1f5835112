import type { BlockVolume } from "../../../components/block-volume";
import type { DataType } from "../../../components/data/data-variables";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";

type Volumes = Readonly<Record<string, string | BlockVolume>>;
type Data = Readonly<Record<string, DataType>>;

/** Adds errors for buckets that a platform doesn't mount. */
export function validateWithoutBuckets(
  at: Path,
  volumes: Volumes,
  { data, on }: { data: Data; on: "ECS" | "Batch" },
  errors: ValidationErrors,
): void {
  for (const [path, bucket] of mountedBuckets(volumes, data)) {
    errors.add(
      [...at, "volumes", path],
      `is ${bucket}, a bucket, which ${on} doesn't mount: mount data of type filesystem, use the bucket by uses alone, or run it on ` +
        "EKS alone, with platforms: [eks].",
    );
  }
}

/** Adds errors for buckets that are mounted without the permissions of `uses`. */
export function validateUsedBuckets(
  at: Path,
  { volumes, uses }: { volumes: Volumes; uses: readonly string[] },
  data: Data,
  errors: ValidationErrors,
): void {
  for (const [path, bucket] of mountedBuckets(volumes, data)) {
    if (uses.includes(bucket)) continue;
    errors.add(
      [...at, "volumes", path],
      `is ${bucket}, a bucket, which is mounted with the permissions of uses: add ${bucket} to uses.`,
    );
  }
}

function mountedBuckets(volumes: Volumes, data: Data): [string, string][] {
  return Object.entries(volumes).flatMap(([path, name]): [string, string][] =>
    typeof name === "string" && Object.hasOwn(data, name) && data[name] === "bucket" ? [[path, name]] : [],
  );
}
