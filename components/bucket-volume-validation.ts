import type { CompleteContainer } from "./complete-container";

/** Refuses buckets that a service or a job mounts, but doesn't use: the mount has its permissions. */
export function validateUsedBuckets(
  at: string,
  { bucketVolumes, uses }: Pick<CompleteContainer, "bucketVolumes" | "uses">,
): string[] {
  return Object.entries(bucketVolumes).flatMap(([path, { bucket, bucketName }]) =>
    uses.some((used) => used.bucketName === bucketName)
      ? []
      : [
          `${at}.volumes["${path}"] is the bucket "${bucket}": must be among ${at}.uses too, for its permissions`,
        ],
  );
}

/** Refuses buckets on a platform that doesn't mount them. */
export function validateWithoutBuckets(
  at: string,
  { bucketVolumes }: Pick<CompleteContainer, "bucketVolumes">,
  platform: string,
): string[] {
  return Object.entries(bucketVolumes).map(
    ([path, { bucket }]) =>
      `${at}.volumes["${path}"] is the bucket "${bucket}", which ${platform} doesn't mount: must be a file system, or run on EKS`,
  );
}
