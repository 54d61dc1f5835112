import { blockVolumeGib } from "../facts/block-volumes";
import { volumePathError } from "../facts/container-limits";
import type { CompleteService } from "./complete-service";
import type { FileSystemSource } from "./file-system";
import { mustBe, validateWholeNumber } from "./invalid-arguments";

/**
 * A volume of its own for each replica, on EKS alone: an encrypted gp3 volume of EBS in one zone, in which the replica stays.
 * A replica that is replaced gets its volume back. $0.08 a month for each GiB and replica.
 */
export interface BlockVolume {
  /** Size in GiB, 1 to 16384. It can grow while the service runs, and never shrink. */
  storageGib: number;
}

/** What a service mounts at a directory. */
export type ServiceVolume = FileSystemSource | BlockVolume;

/** The volumes of a service by kind: file systems, which all replicas share, and those that each replica has. */
export function volumesByKind(volumes: Readonly<Record<string, ServiceVolume>>): {
  volumes: Record<string, FileSystemSource>;
  blockVolumes: Record<string, BlockVolume>;
} {
  const entries = Object.entries(volumes);
  return {
    volumes: Object.fromEntries(
      entries.flatMap(([path, volume]) => (isBlockVolume(volume) ? [] : [[path, volume]])),
    ),
    blockVolumes: Object.fromEntries(
      entries.flatMap(([path, volume]) => (isBlockVolume(volume) ? [[path, volume]] : [])),
    ),
  };
}

function isBlockVolume(volume: ServiceVolume): volume is BlockVolume {
  return "storageGib" in volume;
}

/**
 * Validates the block volumes of a service. The number of replicas is fixed, since each has its own data, and a replica ends
 * before the next has its volume.
 */
export function validateBlockVolumes(service: CompleteService): string[] {
  const { blockVolumes, volumes, writablePaths, files, scaling } = service;
  const paths = Object.keys(blockVolumes);
  if (paths.length === 0) return [];
  const all = [...Object.keys(volumes), ...paths];
  const others = { writablePaths, files: Object.keys(files) };
  const { min, max } = scaling;
  return [
    ...paths.flatMap((path) => {
      const rest = all.filter((other) => other !== path);
      const inner = rest.find((other) => other.startsWith(`${path}/`));
      const error =
        volumePathError(path, { ...others, volumes: rest }) ??
        (inner === undefined ? undefined : `another directory, for ${inner} in it is mounted already`);
      return error === undefined ? [] : [mustBe("service.volumes", path, error)];
    }),
    ...Object.entries(blockVolumes).flatMap(([path, { storageGib }]) =>
      validateWholeNumber(`service.volumes["${path}"].storageGib`, storageGib, blockVolumeGib),
    ),
    ...(min === max
      ? []
      : [mustBe("service.scaling.max", max, `${min} as min, since each replica has a volume of its own`)]),
    ...(service.minimumHealthyPercent === 100 && service.maximumPercent === 200
      ? []
      : [
          "service.minimumHealthyPercent and maximumPercent have no effect with a block volume, whose replicas are replaced one by one: must be left out",
        ]),
  ];
}

/** Refuses block volumes on a platform that doesn't keep them. */
export function validateWithoutBlockVolumes({
  blockVolumes,
}: Pick<CompleteService, "blockVolumes">): string[] {
  return Object.keys(blockVolumes).map(
    (path) =>
      `service.volumes["${path}"] is a block volume, which ECS deletes with its task: must be a file system, or run on EKS`,
  );
}
