import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { type Called, callVariables } from "../calls";
import { type CompleteService, healthTimeoutSeconds } from "../complete-service";
import { portNameOf } from "../published";
import type { BlockStorage } from "./block-storage";
import { capacityTypeOf } from "./capacity-type";
import type { PodPlacement } from "./compute/compute";
import { type ContainerParts, containerSpec } from "./container";
import { ephemeralVolumeSpecs } from "./ephemeral-volumes";
import { nodePlacement } from "./node-placement";
import { podSpec } from "./pod";
import { blockVolumeMounts } from "./volume-claims";
import type { PodLabels } from "./workload-metadata";

/**
 * Seconds that the load balancer's controller may take to deregister a terminating pod. Until then, and while its requests
 * drain, the pod answers: only then it gets SIGTERM.
 */
export const deregistrationSeconds = 5;

/**
 * The pod of a service, which receives no more requests before it is stopped. Of a service that nobody reaches no path can be
 * probed: its container is restarted when it ends.
 */
export function servicePodSpec(
  service: CompleteService,
  pod: Omit<ContainerParts, "listener" | "variables"> & {
    labels: PodLabels;
    called: readonly Called[];
    serviceAccountName: pulumi.Input<string>;
    filesName?: pulumi.Input<string> | undefined;
    availabilityZones: number;
    blockStorage: BlockStorage | undefined;
    placement: PodPlacement;
  },
): k8s.types.input.core.v1.PodSpec {
  const listener = service.exposure === "none" ? undefined : service;
  const preStopDelay = listener ? deregistrationSeconds + service.drainSeconds : 0;
  const variables = callVariables(pod.called);
  const { gpu, blockVolumes, ephemeralVolumes } = service;
  const own = { ...blockVolumes, ...ephemeralVolumes };
  const mounts = blockVolumeMounts(own, pod.blockStorage);
  const container = {
    ...containerSpec("service", service, { ...pod, listener, variables, mounts, gpu }),
    ...(listener && {
      ...probes(service),
      lifecycle: { preStop: { sleep: { seconds: preStopDelay } } },
    }),
  };
  return {
    ...podSpec(service, container, {
      ...pod,
      listener,
      ownVolumes: Object.keys(own).length > 0,
      ephemeralVolumes: ephemeralVolumeSpecs(service, pod.blockStorage),
    }),
    terminationGracePeriodSeconds: preStopDelay + service.stopSeconds,
    ...nodePlacement(service, capacityTypeOf(service), pod),
    ...(pod.placement.spreads && { topologySpreadConstraints: spread(service, pod) }),
  };
}

/**
 * Started as soon as it answers; restarted where it doesn't within the grace period and the failed checks after it, as on
 * ECS. Not ready after the failed checks that the load balancer allows too; restarted only after a minute of them or more, so
 * that a replica receives no more requests before it is restarted.
 */
function probes(service: CompleteService): Partial<k8s.types.input.core.v1.Container> {
  const { intervalSeconds, unhealthyThreshold, graceSeconds } = service.health;
  const unhealthySeconds = unhealthyThreshold * intervalSeconds;
  const timeoutSeconds = healthTimeoutSeconds(intervalSeconds);
  const check = checkOf(service);
  return {
    startupProbe: {
      ...check,
      periodSeconds: 1,
      timeoutSeconds,
      failureThreshold: graceSeconds + unhealthySeconds,
    },
    readinessProbe: {
      ...check,
      periodSeconds: intervalSeconds,
      timeoutSeconds,
      failureThreshold: unhealthyThreshold,
    },
    livenessProbe: {
      ...check,
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: Math.max(6, Math.ceil(unhealthySeconds / 10)),
    },
  };
}

/**
 * What is checked. The kubelet speaks HTTP/1.1 only, hence of other protocols checks that the port accepts connections; and
 * gRPC's port can't be given by its name.
 */
function checkOf({ protocol, port, health }: CompleteService): k8s.types.input.core.v1.Probe {
  if (protocol === "grpc") return { grpc: { port } };
  const onPort = { port: health.port ?? portNameOf(protocol) };
  return health.path === undefined || protocol === "http2"
    ? { tcpSocket: onPort }
    : { httpGet: { path: health.path, ...onPort } };
}

/**
 * Over zones: required where at least two replicas always run, so that they survive the loss of a zone, otherwise preferred.
 * Preferred too where the cluster is not known to have several.
 * Over Spot and On-Demand: required, for a service on both. Not over nodes: Karpenter would start one for each replica.
 *
 * `minDomains` keeps the first node of a new cluster from getting all replicas while the nodes of the other zones start. With
 * three zones or more it leaves one out, so that the replicas of a lost zone are replaced in the others; of two zones both
 * are needed. Without nodeTaintsPolicy the unreachable nodes of a lost zone would count as places without a replica.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 * @see https://karpenter.sh/docs/faq/
 */
function spread(
  service: CompleteService,
  {
    labels,
    availabilityZones,
    placement: { capacityLabel },
  }: { labels: PodLabels; availabilityZones: number; placement: PodPlacement },
): k8s.types.input.core.v1.TopologySpreadConstraint[] {
  const { min } = service.scaling;
  const common = {
    maxSkew: 1,
    labelSelector: { matchLabels: labels },
    matchLabelKeys: ["pod-template-hash"],
    nodeTaintsPolicy: "Honor",
  };
  const required = { ...common, whenUnsatisfiable: "DoNotSchedule" };
  const zone = "topology.kubernetes.io/zone";
  const overZones =
    min > 1 && availabilityZones > 1
      ? { ...required, topologyKey: zone, minDomains: Math.min(min, Math.max(2, availabilityZones - 1)) }
      : { ...common, topologyKey: zone, whenUnsatisfiable: "ScheduleAnyway" };
  return capacityLabel && capacityTypeOf(service) === "mixed"
    ? [overZones, { ...required, topologyKey: capacityLabel.key, minDomains: 2 }]
    : [overZones];
}
