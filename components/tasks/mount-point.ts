import type * as aws from "@pulumi/aws";
import type { WritableVolume } from "../writable-volumes";

/** Mounts a volume at its directory. */
export function mountPoint({ name, path }: WritableVolume, readOnly: boolean): aws.ecs.MountPoint {
  return { sourceVolume: name, containerPath: path, readOnly };
}
