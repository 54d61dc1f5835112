import type * as k8s from "@pulumi/kubernetes";
import { type Called, callVariables } from "../calls";
import type { CompleteService } from "../complete-service";
import type { BlockStorage } from "./block-storage";
import { capacityTypeOf } from "./capacity-type";
import { containerSpec } from "./container";
import { ephemeralVolumeSpecs } from "./ephemeral-volumes";
import { nodePlacement } from "./node-placement";
import { podSpec } from "./pod";
import type { PodResources } from "./pod-resources";
import { blockVolumeMounts } from "./volume-claims";

/**
 * The pod of the command that runs before a service's replicas: the service's container, with another command, no port and no
 * probes; with the service's GPUs and volumes that are created with it. On the service's capacity, On-Demand where it has both, so that no further kind of node is needed for it.
 */
export function beforePodSpec(
  service: CompleteService,
  command: string[],
  {
    blockStorage,
    ...resources
  }: PodResources & {
    called: readonly Called[];
    blockStorage: BlockStorage | undefined;
  },
): k8s.types.input.core.v1.PodSpec {
  const { exposure, gpu, port, stopSeconds, ephemeralVolumes } = service;
  const variables = {
    ...callVariables(resources.called),
    ...(exposure !== "none" && { PORT: String(port) }),
  };
  const mounts = blockVolumeMounts(ephemeralVolumes, blockStorage);
  const container = containerSpec(
    "before",
    { ...service, command },
    { ...resources, variables, mounts, gpu },
  );
  return {
    ...podSpec(service, container, {
      ...resources,
      ownVolumes: mounts.length > 0,
      ephemeralVolumes: ephemeralVolumeSpecs(service, blockStorage),
    }),
    terminationGracePeriodSeconds: stopSeconds,
    ...nodePlacement(service, capacityTypeOf(service) === "spot" ? "spot" : "on-demand", resources),
  };
}
