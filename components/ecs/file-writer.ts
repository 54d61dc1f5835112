import type * as aws from "@pulumi/aws";
import { type FileVolume, fileVolumes } from "../container-files";
import { sidecarFileVolumes, type WithSidecars } from "../sidecar";
import type { LogDestination } from "../tasks/log-configuration";
import { shellContainer } from "./shell-container";

/** Takes pairs of arguments, a path and a text. The directory of a path is a volume, or in one. */
const script = 'while [ $# -gt 0 ]; do mkdir -p "$(dirname "$1")"; printf %s "$2" > "$1"; shift 2; done';

/**
 * The container that writes the files of a task's containers, of the service and its sidecars, into their volumes and ends before
 * those start; undefined without files. A task has no other way to them: Fargate mounts nothing of the task definition, and the image of the service may have no
 * shell.
 *
 * Its user is root, without capabilities and with a read-only root filesystem: a volume of Fargate belongs to root unless the
 * image declares it as a VOLUME. Security Hub reports ECS.20 for it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
 */
export function fileWriter(
  name: string,
  { files, sidecars = [] }: Pick<WithSidecars, "files" | "sidecars">,
  logs: LogDestination,
): aws.ecs.ContainerDefinition | undefined {
  const volumes = [...fileVolumes(files), ...sidecars.flatMap(sidecarFileVolumes).map(atOwnPath)];
  if (volumes.length === 0) return undefined;
  const command = volumes.flatMap((volume) => volume.files.flatMap(({ path, text }) => [path, text]));
  return shellContainer(name, { entryPoint: ["sh", "-ec", script, "sh"], command, volumes }, logs);
}

/** A sidecar's volume at a directory of its own name, since another container may have files in the same directory. */
function atOwnPath({ name, path, files }: FileVolume): FileVolume {
  return {
    name,
    path: `/${name}`,
    files: files.map((file) => ({ ...file, path: `/${name}${file.path.slice(path.length)}` })),
  };
}
