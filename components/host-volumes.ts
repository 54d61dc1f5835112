import { volumePathError } from "../facts/container-limits";
import { hostDirectory, hostVolumeLimits } from "../facts/host-volumes";
import type { CompleteService } from "./complete-service";
import { mustBe } from "./invalid-arguments";

/** Validates the directories of its instance that a service mounts, by their directories in the container. */
export function validateHostVolumes(service: CompleteService): string[] {
  const { hostVolumes, volumes, writablePaths, files } = service;
  const paths = Object.keys(hostVolumes);
  const { max } = hostVolumeLimits;
  return [
    ...(paths.length <= max
      ? []
      : [`service.hostVolumes has ${paths.length} directories: must have at most ${max}`]),
    ...paths.flatMap((path, index) => {
      const mounted = [...Object.keys(volumes), ...paths.toSpliced(index, 1)];
      const error = volumePathError(path, { volumes: mounted, writablePaths, files: Object.keys(files) });
      return error === undefined ? [] : [mustBe("service.hostVolumes", path, error)];
    }),
    ...Object.entries(hostVolumes).flatMap(([path, directory]) =>
      hostDirectory.pattern.test(directory)
        ? []
        : [mustBe(`service.hostVolumes["${path}"]`, directory, hostDirectory.allowed)],
    ),
  ];
}
