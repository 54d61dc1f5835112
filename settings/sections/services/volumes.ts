import { z } from "zod";
import type { BlockVolume } from "../../../components/block-volume";
import type { DataType } from "../../../components/data/data-variables";
import { blockVolumeBounds, blockVolumeErrors, blockVolumeTypes } from "../../../facts/block-volumes";
import { containerLimits, directoryPath, volumePathError } from "../../../facts/container-limits";
import { withDefault } from "../../toolkit/defaults";
import { boolean, choice, integer, object, record, string } from "../../toolkit/kinds";
import { withMeta } from "../../toolkit/meta";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { nearest } from "../../toolkit/words";

const directory = { pattern: directoryPath, allowed: "an absolute path such as /data" };
const shared = string(
  /^/,
  "the name of data of type filesystem, lustre or bucket",
  "The file system or bucket, by its name among the data.",
);

/** What a job mounts. */
export const volumesSchema = withDefault(
  {},
  record(
    directory,
    shared,
    "File systems of the stack's data that are mounted, by directory: { /data: shared }; on EKS also FSx for Lustre, and buckets, which `uses` has to " +
      "have. All replicas share them, and their files outlast the replicas. They belong to the container's user. File systems take no " +
      "`uses`.",
  ),
);

/** What a service mounts: file systems, and volumes of each replica's own. */
export const serviceVolumesSchema = withDefault(
  {},
  record(
    directory,
    withMeta(
      z.union([
        shared,
        object(
          {
            type: choice(
              blockVolumeTypes,
              "Type of the volume: gp3 for most; io2 for databases with many IOPS; st1 and sc1, hard disks from 125 GiB on, for large " +
                "files that are read as a whole, often or rarely. Another type, iops or throughput is another, empty volume. Default: gp3.",
              { ssd: "gp3", gp2: "gp3", io1: "io2", hdd: "st1" },
            ),
            iops: integer(
              blockVolumeBounds.iops,
              "Reads and writes per second, at most 500 for each GiB. gp3: 3000 to 16000, $0.005 a month for each above 3000; io2, " +
                "which has to say them: 100 to 64000, $0.065 each, $0.0455 above 32000. Default for gp3: 3000.",
            ),
            throughput: integer(
              blockVolumeBounds.throughput,
              "MiB/s of gp3, at most a quarter of its IOPS; $0.04 a month for each above 125. Default: 125.",
            ),
            ephemeral: boolean(
              "Whether the volume is created empty with each replica and deleted with it: for caches and files that are too large for " +
                "ephemeralStorageGib. On ECS, which has no others, one for each service. Default: false.",
            ),
          },
          "A block volume of each replica's own.",
          {
            storageGib: integer(
              blockVolumeBounds.storageGib,
              "Size of each replica's volume in GiB. It can grow, in place, and never shrink; an ephemeral one can be of any other size. " +
                "Each GiB and month: $0.08 of gp3, $0.125 of io2, $0.045 of st1, $0.015 of sc1.",
            ),
          },
        ),
      ]),
      {
        description:
          "A file system or a bucket of the stack's data by its name, or the size of a block volume.",
        allowed: "the name of data of type filesystem, lustre or bucket, or a map with the key storageGib",
      },
    ),
    "What is mounted, by directory: a file system of the stack's data, { /data: shared }, which all replicas share; or, on EKS " +
      "alone, FSx for Lustre that exists, a bucket, { /data: uploads }, which `uses` has to have, and whose objects are files that are written from start to end; " +
      "or a block volume of each replica's own, encrypted and in one zone: on EKS alone { /data: { storageGib: 20 } }, which a replica " +
      "gets back, for a fixed number of them, scaling.max as scaling.min; on both { /cache: { storageGib: 20, ephemeral: true } }, which " +
      "is deleted with its replica. Files of all others outlast the replicas. File systems take no `uses`.",
  ),
);

interface Given {
  volumes?: Readonly<Record<string, string | BlockVolume>> | undefined;
  writablePaths?: readonly string[] | undefined;
  files?: Readonly<Record<string, unknown>> | undefined;
}

/** Adds errors for directories that nothing can be mounted at, and for what is no file system of the stack. */
export function validateVolumes(
  at: Path,
  { volumes = {}, writablePaths = ["/tmp"], files = {} }: Given,
  data: Readonly<Record<string, DataType>>,
  errors: ValidationErrors,
): void {
  const { max } = containerLimits.volumes;
  const paths = Object.keys(volumes);
  const others = { writablePaths, files: Object.keys(files) };
  if (paths.length > max) {
    errors.add([...at, "volumes"], `has ${paths.length} directories, but must have at most ${max}.`);
  }
  for (const [index, path] of paths.entries()) {
    const own = [...at, "volumes", path];
    if (errors.has(own)) continue;
    const error = volumePathError(path, { ...others, volumes: paths.toSpliced(index, 1) });
    if (error !== undefined) errors.add(own, `can't be mounted there: its path must be ${error}.`);
    const volume = volumes[path] ?? "";
    if (typeof volume === "string") validateShared(own, volume, data, errors);
  }
}

/** Directories of block volumes. */
export function blockVolumePaths(volumes: Given["volumes"] = {}): string[] {
  return Object.keys(volumes).filter((path) => typeof volumes[path] !== "string");
}

/** Directories of block volumes that are deleted with their replica. */
export function ephemeralVolumePaths(volumes: Given["volumes"] = {}): string[] {
  return Object.entries(volumes).flatMap(([path, volume]) =>
    typeof volume !== "string" && volume.ephemeral ? [path] : [],
  );
}

/** Directories of block volumes that a replica gets back. */
export function keptVolumePaths(volumes: Given["volumes"] = {}): string[] {
  const ephemeral = ephemeralVolumePaths(volumes);
  return blockVolumePaths(volumes).filter((path) => !ephemeral.includes(path));
}

/** Adds errors for what a service with volumes of its own can't have: another number of replicas, or two in place of one. */
export function validateBlockVolumes(
  at: Path,
  given: Pick<Given, "volumes"> & {
    scaling?: { min?: number | undefined; max?: number | undefined } | undefined;
    minimumHealthyPercent?: number | undefined;
    maximumPercent?: number | undefined;
  },
  bounds: { min: number; max: number },
  errors: ValidationErrors,
): void {
  for (const [directory, volume] of Object.entries(given.volumes ?? {})) {
    if (typeof volume !== "string") validateBlockVolume([...at, "volumes", directory], volume, errors);
  }
  const [path] = keptVolumePaths(given.volumes);
  if (path === undefined) return;
  const { min, max } = bounds;
  if (min !== max && !errors.has([...at, "scaling"])) {
    errors.add(
      [...at, "scaling", "max"],
      `is ${errors.format(at, max)}, but min is ${errors.format(at, min)}: they must be the same, since each replica has a ` +
        `volume of its own at ${path}.`,
    );
  }
  for (const key of ["minimumHealthyPercent", "maximumPercent"] as const) {
    if (given[key] !== undefined) {
      errors.add(
        [...at, key],
        `has no effect with a volume of each replica's own at ${path}: replicas are replaced one by one, each after it has stopped.`,
      );
    }
  }
}

function validateBlockVolume(at: Path, volume: BlockVolume, errors: ValidationErrors): void {
  if (errors.has(at)) return;
  for (const { key, allowed } of blockVolumeErrors(volume)) {
    const given = volume[key];
    errors.add(
      [...at, key],
      given === undefined
        ? `is missing: it must be ${allowed}.`
        : `is ${errors.format(at, given)}, but must be ${allowed}.`,
    );
  }
}

function validateShared(
  at: Path,
  name: string,
  data: Readonly<Record<string, DataType>>,
  errors: ValidationErrors,
): void {
  const type = Object.hasOwn(data, name) ? data[name] : undefined;
  if (isMounted(type) || errors.has(["data", name])) return;
  if (type !== undefined) {
    errors.add(
      at,
      `is ${name}, a ${type}: only data of type filesystem, lustre and bucket can be mounted. Use it by uses.`,
    );
    return;
  }
  const names = Object.keys(data)
    .filter((each) => isMounted(data[each]))
    .sort();
  const near = nearest(name, names);
  const advice = near === undefined ? "" : ` Did you mean ${near}?`;
  const known = names.length === 0 ? "It has none." : `Its file systems and buckets: ${names.join(", ")}.`;
  errors.add(
    at,
    `is ${errors.format(at, name)}, but no file system or bucket of the stack.${advice} ${known}`,
  );
}

function isMounted(type: DataType | undefined): boolean {
  return type === "filesystem" || type === "lustre" || type === "bucket";
}
