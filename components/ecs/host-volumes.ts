import type * as aws from "@pulumi/aws";
import type { LogDestination } from "../tasks/log-configuration";
import { volumeName } from "../writable-volumes";
import { shellContainer } from "./shell-container";

/** Directories of the instance, by their directories in the container. */
export type HostVolumes = Readonly<Record<string, string>>;

/** Where a container mounts directories of its instance, sorted. No other volume has their names: none begins with host-. */
export function hostMounts(hostVolumes: HostVolumes): { name: string; path: string; hostPath: string }[] {
  return Object.entries(hostVolumes)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, hostPath]) => ({ name: `host-${volumeName(path)}`, path, hostPath }));
}

/** The volumes of a task that are directories of its instance. */
export function hostTaskVolumes(hostVolumes: HostVolumes): aws.types.input.ecs.TaskDefinitionVolume[] {
  return hostMounts(hostVolumes).map(({ name, hostPath }) => ({ name, hostPath }));
}

/** Docker creates a missing directory for root. An existing one stays as it is. */
const script = 'for directory; do chmod 1777 "$directory" 2>/dev/null || true; done';

/**
 * The container that lets the service's user write to directories of the instance, and ends before the service starts; undefined
 * without any. Its user is root, whose they are, without capabilities and with a read-only root filesystem. Security Hub reports ECS.20 for it.
 */
export function hostVolumesOpener(
  name: string,
  hostVolumes: HostVolumes,
  logs: LogDestination,
): aws.ecs.ContainerDefinition | undefined {
  const mounts = hostMounts(hostVolumes);
  if (mounts.length === 0) return undefined;
  const command = mounts.map(({ path }) => path);
  return shellContainer(name, { entryPoint: ["sh", "-c", script, "sh"], command, volumes: mounts }, logs);
}
