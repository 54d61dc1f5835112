import { z } from "zod";
import type { BlockVolume } from "../../../components/block-volume";
import type { DataType } from "../../../components/data/data-variables";
import { blockVolumeGib } from "../../../facts/block-volumes";
import { containerLimits, directoryPath, volumePathError } from "../../../facts/container-limits";
import { withDefault } from "../../toolkit/defaults";
import { integer, object, record, string } from "../../toolkit/kinds";
import { withMeta } from "../../toolkit/meta";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { nearest } from "../../toolkit/words";

const directory = { pattern: directoryPath, allowed: "an absolute path such as /data" };
const fileSystem = string(
  /^/,
  "the name of data of type filesystem",
  "The file system, by its name among the data.",
);

/** The file systems that a job mounts. */
export const volumesSchema = withDefault(
  {},
  record(
    directory,
    fileSystem,
    "File systems of the stack's data that are mounted, by directory: { /data: shared }. All replicas share them, and their " +
      "files outlast the replicas. They belong to the container's user. Mounting takes no `uses`.",
  ),
);

/** What a service mounts: file systems, and volumes of each replica's own. */
export const serviceVolumesSchema = withDefault(
  {},
  record(
    directory,
    withMeta(
      z.union([
        fileSystem,
        object({}, "A block volume of each replica's own.", {
          storageGib: integer(
            blockVolumeGib,
            "Size of each replica's volume in GiB, for $0.08 per GiB-month. It can grow, in place, and never shrink.",
          ),
        }),
      ]),
      {
        description: "A file system of the stack's data by its name, or the size of a block volume.",
        allowed: "the name of data of type filesystem, or a map with the key storageGib",
      },
    ),
    "What is mounted, by directory: a file system of the stack's data, { /data: shared }, which all replicas share; or, on EKS " +
      "alone, a block volume of each replica's own, { /data: { storageGib: 20 } }, encrypted and in one zone, in which the replica " +
      "stays. The number of replicas is fixed then: scaling.max is scaling.min. Their files outlast the replicas. Mounting takes no `uses`.",
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
    if (typeof volume === "string") validateFileSystem(own, volume, data, errors);
  }
}

/** Directories of block volumes. */
export function blockVolumePaths(volumes: Readonly<Record<string, string | BlockVolume>> = {}): string[] {
  return Object.keys(volumes).filter((path) => typeof volumes[path] !== "string");
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
  const [path] = blockVolumePaths(given.volumes);
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

function validateFileSystem(
  at: Path,
  name: string,
  data: Readonly<Record<string, DataType>>,
  errors: ValidationErrors,
): void {
  const type = Object.hasOwn(data, name) ? data[name] : undefined;
  if (type === "filesystem" || errors.has(["data", name])) return;
  if (type !== undefined) {
    errors.add(at, `is ${name}, a ${type}: only data of type filesystem can be mounted. Use it by uses.`);
    return;
  }
  const names = Object.keys(data)
    .filter((each) => data[each] === "filesystem")
    .sort();
  const near = nearest(name, names);
  const advice = near === undefined ? "" : ` Did you mean ${near}?`;
  const known = names.length === 0 ? "It has none." : `Its file systems: ${names.join(", ")}.`;
  errors.add(at, `is ${errors.format(at, name)}, but no file system of the stack.${advice} ${known}`);
}
