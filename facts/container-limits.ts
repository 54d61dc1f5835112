import type { Bounds } from "./service-limits";

/**
 * What a container of every platform may be given.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html (read 2026-11-21): a task definition has at most 64 KiB
 */
export const containerLimits = {
  /** Arguments of a command; more are a mistake. */
  commandArguments: { min: 1, max: 100 },
  /** Characters of one argument, so that a command fits into a task definition. */
  commandArgumentLength: { min: 1, max: 8192 },
  /** Writable directories: each is a volume of its own. */
  writablePaths: { min: 0, max: 10 },
  writablePathLength: { min: 2, max: 200 },
  /** Directories that file systems are mounted at. */
  volumes: { min: 0, max: 10 },
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
