import type { BlockVolume } from "./block-volume";
import { type SharedVolume, type SharedVolumes, sharedByKind, sharedVolumesOf } from "./bucket-volume";
import type { DataSource } from "./data-source";

/** What a service mounts at a directory. */
export type ServiceVolume = SharedVolume | BlockVolume;

/** The volumes that each replica of a service has, by directory. */
interface OwnVolumes {
  /** Those that a replica gets back. */
  blockVolumes: Record<string, BlockVolume>;
  /** Those that are deleted with their replica. */
  ephemeralVolumes: Record<string, BlockVolume>;
}

/** The volumes of a service by kind: file systems and buckets, which all replicas share, and those that each replica has. */
export function volumesByKind(volumes: Readonly<Record<string, ServiceVolume>>): SharedVolumes & OwnVolumes {
  const entries = Object.entries(volumes);
  const shared = entries.flatMap(([path, volume]) => (isBlockVolume(volume) ? [] : [[path, volume]]));
  const own = entries.flatMap(([path, volume]): [string, BlockVolume][] =>
    isBlockVolume(volume) ? [[path, volume]] : [],
  );
  return {
    ...sharedByKind(Object.fromEntries(shared)),
    blockVolumes: Object.fromEntries(own.filter(([, { ephemeral = false }]) => !ephemeral)),
    ephemeralVolumes: Object.fromEntries(own.filter(([, { ephemeral = false }]) => ephemeral)),
  };
}

function isBlockVolume(volume: ServiceVolume): volume is BlockVolume {
  return "storageGib" in volume;
}

/** What a service mounts, by directory: the file systems and buckets among the data that are named, and volumes of its own. */
export function mountedVolumes(
  volumes: Readonly<Record<string, string | BlockVolume>>,
  data: Readonly<Record<string, DataSource>>,
): Record<string, ServiceVolume> {
  const entries = Object.entries(volumes);
  const named = entries.flatMap(([path, volume]) => (typeof volume === "string" ? [[path, volume]] : []));
  const own = entries.flatMap(([path, volume]) => (typeof volume === "string" ? [] : [[path, volume]]));
  return { ...sharedVolumesOf(Object.fromEntries(named), data), ...Object.fromEntries(own) };
}
