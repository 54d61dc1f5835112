import type * as pulumi from "@pulumi/pulumi";
import type { LustreSource } from "../facts/lustre";
import type { DataSource } from "./data-source";

/** A file system that containers mount: data without variables, since a path says where it is. */
interface FileSystem extends DataSource {
  /** Name of the data. */
  readonly name: string;
  /** Its mount targets: before them nothing mounts it. */
  readonly mountTargets: readonly pulumi.Resource[];
}

/** An EFS file system that containers mount through an access point. */
export interface EfsFileSystem extends FileSystem {
  /** Id of the file system. */
  readonly fileSystemId: pulumi.Output<string>;
  /** Id of the access point, which sets user and directory. */
  readonly accessPointId: pulumi.Output<string>;
}

/** An FSx for Lustre file system that exists, or a directory of it, which pods of EKS mount. */
export interface LustreFileSystem extends FileSystem {
  /** What they mount. */
  readonly lustre: LustreSource;
  /** Id of the security group of its network interfaces. */
  readonly securityGroupId: pulumi.Output<string>;
}

/** A file system that containers mount. */
export type FileSystemSource = EfsFileSystem | LustreFileSystem;

/** Whether data is a file system. */
export function isFileSystem(source: DataSource): source is FileSystemSource {
  return "accessPointId" in source || isLustre(source);
}

/** Whether data is a file system of FSx for Lustre. */
export function isLustre(source: DataSource): source is LustreFileSystem {
  return "lustre" in source;
}

/** The file systems of EFS among these. */
export function efsFileSystems(fileSystems: readonly FileSystemSource[]): EfsFileSystem[] {
  return fileSystems.filter((fileSystem): fileSystem is EfsFileSystem => !isLustre(fileSystem));
}
