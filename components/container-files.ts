import { containerLimits, filePathError } from "../facts/container-limits";
import type { CompleteContainer } from "./complete-container";
import { mustBe } from "./invalid-arguments";
import { volumeName } from "./writable-volumes";

/** A directory of a container that has files of the description and nothing else. */
export interface FileVolume {
  /** Name of the volume: lowercase letters, digits and hyphens, at most 63. */
  name: string;
  /** Directory that it is mounted at. */
  path: string;
  /** The files, by their paths in the container. */
  files: { path: string; text: string }[];
}

/**
 * The volumes of a container's files, one for each of the outermost directories that have some. Neither platform can mount a
 * single file the same way: Fargate mounts directories alone.
 */
export function fileVolumes(files: Readonly<Record<string, string>>): FileVolume[] {
  const paths = Object.keys(files).sort();
  const directories = [...new Set(paths.map(directoryOf))];
  return directories
    .filter((path) => !directories.some((other) => path.startsWith(`${other}/`)))
    .map((path) => ({
      name: volumeName(path),
      path,
      files: paths
        .filter((file) => file.startsWith(`${path}/`))
        .map((file) => ({ path: file, text: files[file] ?? "" })),
    }));
}

/** Validates the files of a container: where they are, and that all of them together fit into a task definition. */
export function validateFiles(at: string, { files, writablePaths }: CompleteContainer): string[] {
  const { max } = containerLimits.files;
  const { max: maxBytes } = containerLimits.fileBytes;
  const paths = Object.keys(files);
  const bytes = bytesOf(files);
  return [
    ...(paths.length <= max ? [] : [`${at}.files has ${paths.length} files: must have at most ${max}`]),
    ...(bytes <= maxBytes
      ? []
      : [
          `${at}.files has ${bytes} bytes of text: must have at most ${maxBytes}, for a task definition has 64 KiB`,
        ]),
    ...paths.flatMap((path) => {
      const error = filePathError(path, { files: paths, writablePaths });
      return error === undefined ? [] : [mustBe(`${at}.files`, path, error)];
    }),
    ...paths.flatMap((path) =>
      files[path]?.includes("\0") ? [`${at}.files["${path}"] has a NUL character: must be text`] : [],
    ),
  ];
}

/** Bytes of the text of all files. */
export function bytesOf(files: Readonly<Record<string, string>>): number {
  return Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
