import type * as k8s from "@pulumi/kubernetes";
import { type Called, callVariables } from "../calls";
import type { CompleteService } from "../complete-service";
import { capacityTypeOf } from "./capacity-type";
import { containerSpec } from "./container";
import { nodePlacement } from "./node-placement";
import { podSpec } from "./pod";
import type { PodResources } from "./pod-resources";

/**
 * The pod of the command that runs before a service's replicas: the service's container, with another command, no port and no
 * probes; with the service's GPUs. On the service's capacity, On-Demand where it has both, so that no further kind of node is needed for it.
 */
export function beforePodSpec(
  service: CompleteService,
  command: string[],
  resources: PodResources & { called: readonly Called[] },
): k8s.types.input.core.v1.PodSpec {
  const { exposure, gpu, port, stopSeconds } = service;
  const variables = {
    ...callVariables(resources.called),
    ...(exposure !== "none" && { PORT: String(port) }),
  };
  const container = containerSpec("before", { ...service, command }, { ...resources, variables, gpu });
  return {
    ...podSpec(service, container, resources),
    terminationGracePeriodSeconds: stopSeconds,
    ...nodePlacement(service, capacityTypeOf(service) === "spot" ? "spot" : "on-demand", resources),
  };
}
