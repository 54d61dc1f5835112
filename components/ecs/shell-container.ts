import type * as aws from "@pulumi/aws";
import { shellImage } from "../../facts/shell-image";
import { type LogDestination, logConfiguration } from "../tasks/log-configuration";
import { mountPoint } from "../tasks/mount-point";

/**
 * A container that runs a script on volumes and ends before the service starts. Its user is root, whose the volumes are, without
 * capabilities and with a read-only root filesystem. Security Hub reports ECS.20 for it.
 *
 * @param entryPoint The shell with the script: `command` are its arguments.
 */
export function shellContainer(
  name: string,
  parts: { entryPoint: string[]; command: string[]; volumes: readonly { name: string; path: string }[] },
  logs: LogDestination,
): aws.ecs.ContainerDefinition {
  return {
    name,
    image: shellImage,
    essential: false,
    user: "0:0",
    readonlyRootFilesystem: true,
    linuxParameters: { capabilities: { drop: ["ALL"] } },
    entryPoint: parts.entryPoint,
    command: parts.command,
    mountPoints: parts.volumes.map((volume) => mountPoint(volume, false)),
    logConfiguration: logConfiguration(name, logs),
  };
}
