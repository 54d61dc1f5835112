import type * as pulumi from "@pulumi/pulumi";
import type { DataSource } from "./data-source";

/** An EFS file system that containers mount through an access point: data without variables, since a path says where it is. */
export interface FileSystemSource extends DataSource {
  /** Name of the data. */
  readonly name: string;
  /** Id of the file system. */
  readonly fileSystemId: pulumi.Output<string>;
  /** Id of the access point, which sets user and directory. */
  readonly accessPointId: pulumi.Output<string>;
  /** Its mount targets: before them nothing mounts it. */
  readonly mountTargets: readonly pulumi.Resource[];
}

/** Whether data is a file system. */
export function isFileSystem(source: DataSource): source is FileSystemSource {
  return "accessPointId" in source;
}
