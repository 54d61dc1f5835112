import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** A place in a file of the project, which editors and code scanning open. */
export interface Place {
  /** Absolute path. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1; absent where only the line is known. */
  column?: number;
}

/** The folder that paths are given from: the git checkout that `directory` is in, else `directory`. */
export function sourceRoot(directory: string): string {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) return directory;
  }
}

/** The path of a file from `root`, with slashes on every system. */
export function pathFrom(root: string, file: string): string {
  return relative(root, file).split(sep).join("/");
}
