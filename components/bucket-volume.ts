import type * as pulumi from "@pulumi/pulumi";
import type { DataSource } from "./data-source";
import { type FileSystemSource, isFileSystem } from "./file-system";

/**
 * A bucket that containers mount, on EKS alone, by Mountpoint for S3, with the permissions of the service or the job: it has to be
 * among what they use. Files are objects: they are written from start to end, and can be overwritten and deleted, but neither renamed
 * nor locked.
 */
export interface BucketVolume {
  /** Name of the data. */
  readonly bucket: string;
  /** Name of the bucket, in the region of the stack. */
  readonly bucketName: pulumi.Output<string>;
}

/** What containers mount and share: file systems and buckets. */
export type SharedVolume = FileSystemSource | BucketVolume;

/** What containers share, by directory and by kind. */
export interface SharedVolumes {
  volumes: Record<string, FileSystemSource>;
  bucketVolumes: Record<string, BucketVolume>;
}

/** What containers share, by kind. */
export function sharedByKind(volumes: Readonly<Record<string, SharedVolume>>): SharedVolumes {
  const entries = Object.entries(volumes);
  return {
    volumes: Object.fromEntries(
      entries.flatMap(([path, volume]) => (isBucketVolume(volume) ? [] : [[path, volume]])),
    ),
    bucketVolumes: Object.fromEntries(
      entries.flatMap(([path, volume]) => (isBucketVolume(volume) ? [[path, volume]] : [])),
    ),
  };
}

/** Whether a volume is a bucket. */
export function isBucketVolume(volume: object): volume is BucketVolume {
  return "bucketName" in volume;
}

/** The file systems and buckets among the data that are named, by the directories that they are mounted at. */
export function sharedVolumesOf(
  volumes: Readonly<Record<string, string>>,
  data: Readonly<Record<string, DataSource>>,
): Record<string, SharedVolume> {
  return Object.fromEntries(
    Object.entries(volumes).flatMap(([path, name]): [string, SharedVolume][] => {
      const source = data[name];
      if (source === undefined) return [];
      if (isFileSystem(source)) return [[path, source]];
      const { bucketName } = source;
      return bucketName ? [[path, { bucket: name, bucketName }]] : [];
    }),
  );
}

/** The buckets that containers mount, each once, sorted by name. */
export function mountedBuckets(...volumes: Readonly<Record<string, BucketVolume>>[]): BucketVolume[] {
  const mounted = volumes.flatMap((each) => Object.values(each));
  const byName = new Map(mounted.map((volume) => [volume.bucket, volume]));
  return [...byName.values()].sort(({ bucket: one }, { bucket: other }) => (one < other ? -1 : 1));
}
