import type { DataSource } from "../data-source";
import type { DataContext, ExistingArn } from "./data-context";
import { DataFileSystem, ExistingFileSystem } from "./data-file-system";
import type { DataFileSystemArgs } from "./data-file-system-arguments";

/** A file system. */
export type FileSystemDescription = ExistingArn | Omit<DataFileSystemArgs, "network">;

/** Creates a file system, unless it exists. */
export function createFileSystem(
  name: string,
  described: FileSystemDescription,
  { network, options }: DataContext,
): DataSource {
  return "existing" in described
    ? new ExistingFileSystem(name, described.existing, options)
    : new DataFileSystem(name, { ...described, network }, options);
}
