import { containerLimits, volumePathError } from "../facts/container-limits";
import type { BucketVolume } from "./bucket-volume";
import type { CompleteContainer } from "./complete-container";
import type { FileSystemSource } from "./file-system";
import { mustBe } from "./invalid-arguments";

/** Where a container mounts a volume. */
export interface VolumeMount {
  /** Name of the volume: lowercase letters, digits and hyphens. */
  name: string;
  /** Directory that it is mounted at. */
  path: string;
}

type Volumes = Readonly<Record<string, FileSystemSource>>;

/** The file systems that containers mount, each once, sorted by name. */
export function mountedFileSystems(...volumes: Volumes[]): FileSystemSource[] {
  const mounted = volumes.flatMap((each) => Object.values(each));
  const byName = new Map(mounted.map((fileSystem) => [fileSystem.name, fileSystem]));
  return [...byName.values()].sort(({ name: one }, { name: other }) => (one < other ? -1 : 1));
}

/** Name of a file system's volume. No writable directory's volume has it: those with a hyphen end with a digest. */
export function volumeNameOf({ name }: FileSystemSource): string {
  return `file-system-${name}`;
}

/** Name of a bucket's volume, which no writable directory's volume has either. */
export function bucketVolumeNameOf({ bucket }: BucketVolume): string {
  return `bucket-${bucket}`;
}

/** Where a container mounts its buckets, sorted. */
export function bucketMounts(volumes: Readonly<Record<string, BucketVolume>>): VolumeMount[] {
  return Object.entries(volumes)
    .map(([path, volume]) => ({ name: bucketVolumeNameOf(volume), path }))
    .sort(({ path: one }, { path: other }) => (one < other ? -1 : 1));
}

/** Where a container mounts its file systems, sorted, so that another order in the description changes nothing. */
export function volumeMounts(volumes: Volumes): VolumeMount[] {
  return Object.keys(volumes)
    .sort()
    .flatMap((path) => {
      const fileSystem = volumes[path];
      return fileSystem === undefined ? [] : [{ name: volumeNameOf(fileSystem), path }];
    });
}

/** Nothing is mounted inside of something else. */
export function validateVolumes(
  argument: string,
  {
    volumes,
    bucketVolumes,
    writablePaths,
    files,
  }: Pick<CompleteContainer, "volumes" | "bucketVolumes" | "writablePaths" | "files">,
): string[] {
  const { max } = containerLimits.volumes;
  const paths = [...Object.keys(volumes), ...Object.keys(bucketVolumes)];
  const others = { writablePaths, files: Object.keys(files) };
  return [
    ...(paths.length <= max ? [] : [`${argument} has ${paths.length} directories: must have at most ${max}`]),
    ...paths.flatMap((path, index) => {
      const error = volumePathError(path, { ...others, volumes: paths.toSpliced(index, 1) });
      return error === undefined ? [] : [mustBe(argument, path, error)];
    }),
  ];
}
