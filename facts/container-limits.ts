import type { Bounds } from "./service-limits";

/**
 * What a container of every platform may be given.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html (read 2026-11-21): a task definition has at most 64 KiB
 */
export const containerLimits = {
  /** Arguments of a command; more are an error. */
  commandArguments: { min: 1, max: 100 },
  /** Characters of one argument, so that a command fits into a task definition. */
  commandArgumentLength: { min: 1, max: 8192 },
  /** Writable directories: each is a volume of its own. */
  writablePaths: { min: 0, max: 10 },
  writablePathLength: { min: 2, max: 200 },
  /** Directories that file systems are mounted at. */
  volumes: { min: 0, max: 10 },
  /** Files that a description has the text of. */
  files: { min: 0, max: 20 },
  /** Bytes of all of them together: half of a task definition; a ConfigMap of Kubernetes takes 1 MiB. */
  fileBytes: { min: 0, max: 32_768 },
  /** Files with variables. */
  environmentFiles: { min: 0, max: 10 },
  /** Bytes of one, so that its variables fit into a task definition. */
  environmentFileBytes: { min: 0, max: 16_384 },
} as const satisfies Readonly<Record<string, Bounds>>;

/** An absolute path without a slash at its end. Linear: a segment has no slash. */
export const directoryPath = /^(\/[A-Za-z0-9._-]+)+$/;

/** Directories of the kernel, in which nothing can be mounted. */
const kernelDirectories = ["/proc", "/sys", "/dev"];

/** What is wrong with a writable directory, as words that follow its value; nothing where it is valid. */
export function writablePathError(path: string, others: readonly string[]): string | undefined {
  const inside = (directory: string) => path === directory || path.startsWith(`${directory}/`);
  if (!directoryPath.test(path) || path.length > containerLimits.writablePathLength.max) {
    return "an absolute path such as /var/cache, of letters, digits, dots, underscores and hyphens";
  }
  if (path.split("/").some((segment) => segment === "." || segment === "..")) {
    return "a path without . and .. as directories";
  }
  if (kernelDirectories.some(inside)) return `outside of ${kernelDirectories.join(", ")}`;
  const outer = others.find((other) => inside(other));
  return outer === undefined ? undefined : `outside of ${outer}, which is writable already`;
}

/** Directories that an image needs as a whole, so that no volume may hide what they have. */
const imageDirectories =
  "/bin /etc /home /lib /lib64 /mnt /opt /root /run /sbin /usr /usr/bin /usr/lib /usr/local /usr/local/bin /usr/local/lib /usr/sbin /var /var/lib /var/run".split(
    " ",
  );

/** What is wrong with the path of a file, as words that follow its value; nothing where it is valid. */
export function filePathError(
  path: string,
  { files, writablePaths }: { files: readonly string[]; writablePaths: readonly string[] },
): string | undefined {
  const directory = path.slice(0, Math.max(0, path.lastIndexOf("/")));
  const isIn = (inner: string, outer: string) => inner === outer || inner.startsWith(`${outer}/`);
  if (!directoryPath.test(path) || path.length > containerLimits.writablePathLength.max) {
    return "an absolute path such as /etc/web/config.yaml, of letters, digits, dots, underscores and hyphens";
  }
  if (path.split("/").some((segment) => segment === "." || segment === "..")) {
    return "a path without . and .. as directories";
  }
  if (kernelDirectories.some((kernel) => isIn(path, kernel))) {
    return `outside of ${kernelDirectories.join(", ")}`;
  }
  if (directory === "" || imageDirectories.includes(directory)) {
    return `in a directory of its own, such as /etc/web/config.yaml: what the image has in ${directory || "/"} would be hidden`;
  }
  const writable = writablePaths.find((other) => isIn(directory, other) || isIn(other, directory));
  if (writable !== undefined) return `in another directory, for ${writable} is writable`;
  const inner = files.find((other) => other.startsWith(`${path}/`));
  return inner === undefined ? undefined : `another path, for it is the directory of ${inner}`;
}

/** What is wrong with the directory of a volume, as words that follow its value; nothing where it is valid. */
export function volumePathError(
  path: string,
  others: { volumes: readonly string[]; writablePaths: readonly string[]; files: readonly string[] },
): string | undefined {
  const error = writablePathError(path, [...others.volumes, ...others.writablePaths]);
  if (error !== undefined) return error;
  const inner = others.writablePaths.find((other) => other.startsWith(`${path}/`));
  if (inner !== undefined) return `another directory, for ${inner} in it is writable already`;
  const file = others.files.find((other) => {
    const directory = other.slice(0, other.lastIndexOf("/"));
    return path === directory || path.startsWith(`${directory}/`) || directory.startsWith(`${path}/`);
  });
  return file === undefined ? undefined : `another directory than that of ${file}`;
}
