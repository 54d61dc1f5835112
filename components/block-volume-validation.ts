import { blockVolumeBounds, blockVolumeErrors, blockVolumeTypes } from "../facts/block-volumes";
import { volumePathError } from "../facts/container-limits";
import { rollingDefaults } from "../facts/ecs-deployments";
import type { BlockVolume } from "./block-volume";
import type { CompleteService } from "./complete-service";
import { mustBe, validateOneOf, validateWholeNumber } from "./invalid-arguments";

/** Validates the block volumes of a service, and those that are deleted with their replica. */
export function validateBlockVolumes(service: CompleteService): string[] {
  const { blockVolumes, ephemeralVolumes, volumes, bucketVolumes, writablePaths, files } = service;
  const own = { ...blockVolumes, ...ephemeralVolumes };
  const paths = Object.keys(own);
  const all = [...Object.keys(volumes), ...Object.keys(bucketVolumes), ...paths];
  const others = { writablePaths, files: Object.keys(files) };
  return [
    ...paths.flatMap((path) => {
      const rest = all.filter((other) => other !== path);
      const inner = rest.find((other) => other.startsWith(`${path}/`));
      const error =
        volumePathError(path, { ...others, volumes: rest }) ??
        (inner === undefined ? undefined : `another directory, for ${inner} in it is mounted already`);
      return error === undefined ? [] : [mustBe("service.volumes", path, error)];
    }),
    ...Object.entries(own).flatMap(([path, volume]) =>
      validateBlockVolume(`service.volumes["${path}"]`, volume),
    ),
    ...(Object.keys(blockVolumes).length > 0 ? validateFixedReplicas(service) : []),
  ];
}

/** The number of replicas is fixed, since each has its own data, and a replica ends before the next has its volume. */
function validateFixedReplicas(service: CompleteService): string[] {
  const { min, max } = service.scaling;
  return [
    ...(min === max
      ? []
      : [mustBe("service.scaling.max", max, `${min} as min, since each replica has a volume of its own`)]),
    ...(service.minimumHealthyPercent === rollingDefaults.minimumHealthyPercent &&
    service.maximumPercent === rollingDefaults.maximumPercent
      ? []
      : [
          "service.minimumHealthyPercent and maximumPercent have no effect with a block volume, whose replicas are replaced one by one: must be left out",
        ]),
  ];
}

function validateBlockVolume(argument: string, volume: BlockVolume): string[] {
  const errors = [
    ...validateOneOf(`${argument}.type`, volume.type, blockVolumeTypes),
    ...(["storageGib", "iops", "throughput"] as const).flatMap((key) =>
      validateWholeNumber(`${argument}.${key}`, volume[key], blockVolumeBounds[key]),
    ),
  ];
  if (errors.length > 0) return errors;
  return blockVolumeErrors(volume).map(({ key, allowed }) =>
    mustBe(`${argument}.${key}`, volume[key], allowed),
  );
}
