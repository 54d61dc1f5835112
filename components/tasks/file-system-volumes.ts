import type * as aws from "@pulumi/aws";
import type { CompleteContainer } from "../complete-container";
import { efsFileSystems } from "../file-system";
import { mountedFileSystems, volumeNameOf } from "../volumes";

/**
 * The volumes of a task's file systems, mounted over TLS with the task role. The access point sets the directory: ECS refuses
 * another one beside it.
 */
export function fileSystemVolumes(
  volumes: CompleteContainer["volumes"],
): aws.types.input.ecs.TaskDefinitionVolume[] {
  return efsFileSystems(mountedFileSystems(volumes)).map((fileSystem) => ({
    name: volumeNameOf(fileSystem),
    efsVolumeConfiguration: {
      fileSystemId: fileSystem.fileSystemId,
      transitEncryption: "ENABLED",
      authorizationConfig: { accessPointId: fileSystem.accessPointId, iam: "ENABLED" },
    },
  }));
}
