import { directoryPath, volumePathError } from "../../../facts/container-limits";
import { hostDirectory, hostVolumeLimits } from "../../../facts/host-volumes";
import { onlyOn, record, string } from "../../toolkit/kinds";
import type { ValidationErrors } from "../../toolkit/validation-errors";

/** Directories of its instance that a service mounts. */
export const hostVolumesSchema = onlyOn(
  ["ecs"],
  record(
    { pattern: directoryPath, allowed: "an absolute path such as /cache" },
    string(hostDirectory.pattern, hostDirectory.allowed, "The directory of the instance."),
    "Directories of the instance that are mounted, by directory: { /cache: /mnt/cache }. All tasks on an instance that mount one share it. " +
      "Files stay on the instance, and are lost with it; a task that starts on another one doesn't find them: for caches, not for data. On " +
      "instances of ECS alone (compute: ec2). Default: none.",
  ),
);

interface Given {
  hostVolumes?: Readonly<Record<string, string>> | undefined;
  volumes?: Readonly<Record<string, unknown>> | undefined;
  writablePaths?: readonly string[] | undefined;
  files?: Readonly<Record<string, unknown>> | undefined;
}

/** Adds errors for directories that nothing can be mounted at, and for those of a service that runs on EKS too. */
export function validateHostVolumes(
  at: string[],
  { hostVolumes = {}, volumes = {}, writablePaths = ["/tmp"], files = {} }: Given,
  running: readonly string[],
  errors: ValidationErrors,
): void {
  const paths = Object.keys(hostVolumes);
  const path = [...at, "hostVolumes"];
  if (paths.length > 0 && running.includes("eks") && !errors.has(path)) {
    errors.add(
      path,
      "are of ECS alone: remove them, or set platforms: [ecs] for the service. On EKS, volumes has block volumes.",
    );
  }
  const { max } = hostVolumeLimits;
  if (paths.length > max) {
    errors.add(path, `has ${paths.length} directories, but must have at most ${max}.`);
  }
  for (const [index, directory] of paths.entries()) {
    const mounted = [...Object.keys(volumes), ...paths.toSpliced(index, 1)];
    const error = volumePathError(directory, { volumes: mounted, writablePaths, files: Object.keys(files) });
    if (error !== undefined && !errors.has([...path, directory])) {
      errors.add([...path, directory], `can't be mounted there: its path must be ${error}.`);
    }
  }
}
