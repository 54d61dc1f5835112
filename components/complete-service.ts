import type { EcsCompute } from "../facts/ecs-computes";
import { rollingDefaults } from "../facts/ecs-deployments";
import type { NetworkMode } from "../facts/network-modes";
import { grpcHealth, isConnectionProtocol, type Protocol } from "../facts/protocols";
import { type BeforeCommand, completeBefore } from "./before";
import type { BlockVolume } from "./block-volume";
import { type CompleteContainer, completeContainer } from "./complete-container";
import type { NodePort } from "./node-port";
import { defaultPort, getsRequests } from "./published";
import type { CompleteScaling } from "./scaling";
import type { Capacity, CapacityMix, Exposure, HealthCheck, Route, ServiceDescription } from "./service";
import { type CompleteDeployment, completeDeployment } from "./service-deployment";
import { volumesByKind } from "./service-volumes";
import { type CompleteSidecar, completeSidecars } from "./sidecar";
import type { TaskPlacement } from "./task-placement";
import { type CompleteTelemetry, completeTelemetry } from "./telemetry";
import { collectorSidecar } from "./telemetry-sidecar";

/** A service with every default filled in. */
export interface CompleteService extends CompleteContainer {
  /** Volumes of each replica's own; `volumes` are the file systems. */
  blockVolumes: Record<string, BlockVolume>;
  /** Volumes that are deleted with their replica. */
  ephemeralVolumes: Record<string, BlockVolume>;
  port: number;
  protocol: Protocol;
  health: CompleteHealthCheck;
  before?: Required<BeforeCommand>;
  restartOnRotation: boolean;
  /** With the collector of its telemetry. */
  sidecars: CompleteSidecar[];
  telemetry?: CompleteTelemetry;
  scaling: CompleteScaling;
  capacity: Required<CapacityMix>;
  compute?: EcsCompute;
  gpu?: number;
  nodeGroup?: string;
  sysctls?: Record<string, string>;
  networkMode: NetworkMode;
  hostVolumes: Record<string, string>;
  placement?: TaskPlacement;
  exposure: Exposure;
  nodePort?: NodePort;
  /** None but those of a public service. */
  routes: CompleteRoute[];
  calls: string[];
  deployment: CompleteDeployment;
  drainSeconds: number;
  minimumHealthyPercent: number;
  maximumPercent: number;
}

/** A health check: of a path, or without one of a port that has to accept connections. */
export type CompleteHealthCheck = Required<Omit<HealthCheck, "path" | "port">> &
  Pick<HealthCheck, "path" | "port">;

/** A route with its priority. */
export type CompleteRoute = Route & Required<Pick<Route, "priority">>;

/** Fills in what a description leaves out. */
export function completeService(service: ServiceDescription): CompleteService {
  const { port = defaultPort, protocol = "http", exposure = "public", calls = [] } = service;
  const { drainSeconds = 5 } = service;
  const {
    minimumHealthyPercent = rollingDefaults.minimumHealthyPercent,
    maximumPercent = rollingDefaults.maximumPercent,
  } = service;
  const { health, before, scaling, capacity, compute, gpu, nodeGroup, sysctls } = service;
  const { networkMode = "awsvpc", hostVolumes = {}, placement, nodePort } = service;
  const { routes = getsRequests({ exposure, protocol }) ? [{ path: "/*" }] : [] } = service;
  const min = scaling?.min ?? 1;
  const { volumes, bucketVolumes, blockVolumes, ephemeralVolumes } = volumesByKind(service.volumes ?? {});
  const container = completeContainer({ ...service, volumes: { ...volumes, ...bucketVolumes } });
  const telemetry = service.telemetry && completeTelemetry(service.telemetry);
  return {
    ...container,
    blockVolumes,
    ephemeralVolumes,
    port,
    protocol,
    health: completeHealth(health, protocol),
    ...(before && { before: completeBefore(before) }),
    restartOnRotation: service.restartOnRotation ?? false,
    sidecars: [
      ...completeSidecars(service.sidecars ?? {}, service),
      ...(telemetry ? [collectorSidecar(container)] : []),
    ],
    ...(telemetry && { telemetry }),
    scaling: { ...scaling, min, max: scaling?.max ?? min },
    capacity: completeCapacity(capacity),
    ...(compute && { compute }),
    ...(gpu !== undefined && { gpu }),
    ...(nodeGroup !== undefined && { nodeGroup }),
    ...(sysctls && { sysctls }),
    networkMode,
    hostVolumes,
    ...(placement && { placement }),
    exposure,
    ...(nodePort && { nodePort }),
    routes: routes.map((route, index) => ({ ...route, priority: route.priority ?? 1000 + index })),
    calls,
    deployment: completeDeployment(service.deployment),
    drainSeconds,
    minimumHealthyPercent,
    maximumPercent,
  };
}

function completeHealth(
  { path, port, intervalSeconds = 5, unhealthyThreshold = 2, graceSeconds }: HealthCheck = {},
  protocol: Protocol,
): CompleteHealthCheck {
  return {
    ...healthTarget(path ?? defaultHealthPath(protocol), port),
    intervalSeconds,
    graceSeconds: graceSeconds ?? Math.max(30, Math.max(3, unhealthyThreshold) * intervalSeconds),
    unhealthyThreshold,
  };
}

function healthTarget(
  path: string | undefined,
  port: number | undefined,
): Pick<HealthCheck, "path" | "port"> {
  return { ...(path !== undefined && { path }), ...(port !== undefined && { port }) };
}

function defaultHealthPath(protocol: Protocol): string | undefined {
  if (isConnectionProtocol(protocol)) return undefined;
  return protocol === "grpc" ? grpcHealth.path : "/healthz";
}

/**
 * Seconds that a health check waits for an answer, on every platform: within the interval, which a check has to end before the
 * next begins, and at most 5.
 */
export function healthTimeoutSeconds(intervalSeconds: number): number {
  return Math.min(5, intervalSeconds - 1);
}

/** The mix that a word for it means. */
export function completeCapacity(capacity: Capacity = "on-demand"): Required<CapacityMix> {
  const mix = capacity === "on-demand" ? { onDemand: 1 } : capacity === "spot" ? { spot: 1 } : capacity;
  return { base: mix.base ?? 0, onDemand: mix.onDemand ?? 0, spot: mix.spot ?? 0 };
}
