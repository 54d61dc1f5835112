import type { DataType } from "../../../components/data/data-variables";
import { containerLimits, directoryPath, volumePathError } from "../../../facts/container-limits";
import { withDefault } from "../../toolkit/defaults";
import { record, string } from "../../toolkit/kinds";
import type { Path } from "../../toolkit/path";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { nearest } from "../../toolkit/words";

/** The file systems that a container mounts. */
export const volumesSchema = withDefault(
  {},
  record(
    { pattern: directoryPath, allowed: "an absolute path such as /data" },
    string(/^/, "the name of data of type filesystem", "The file system, by its name among the data."),
    "File systems of the stack's data that are mounted, by directory: { /data: shared }. All replicas share them, and their " +
      "files outlast the replicas. They belong to the container's user. Mounting takes no `uses`.",
  ),
);

interface Given {
  volumes?: Readonly<Record<string, string>> | undefined;
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
    validateFileSystem(own, volumes[path] ?? "", data, errors);
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
