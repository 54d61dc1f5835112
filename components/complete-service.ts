import type * as pulumi from "@pulumi/pulumi";
import type { LogRetentionDays } from "../facts/log-retention";
import { grpcHealth, isConnectionProtocol, type Protocol } from "../facts/protocols";
import type { DataSource } from "./data-source";
import { imageSource } from "./image/existing-image";
import type { ImageSource } from "./image/image-source";
import type { Permission } from "./permissions";
import { getsRequests } from "./published";
import type {
  Architecture,
  Capacity,
  CapacityMix,
  EgressRule,
  Exposure,
  HealthCheck,
  Route,
  Scaling,
  ServiceDescription,
} from "./service";

/** A service with every default filled in. */
export interface CompleteService {
  image: ImageSource;
  command?: string[];
  port: number;
  protocol: Protocol;
  cpu: number;
  memory: number;
  architecture: Architecture;
  environment: Record<string, pulumi.Input<string>>;
  secrets: Record<string, string>;
  secretEnvironment: Record<string, pulumi.Input<string>>;
  writablePaths: string[];
  permissions: Permission[];
  uses: DataSource[];
  health: CompleteHealthCheck;
  scaling: Scaling & Required<Pick<Scaling, "min" | "max">>;
  capacity: Required<CapacityMix>;
  exposure: Exposure;
  /** None but those of a public service. */
  routes: CompleteRoute[];
  calls: string[];
  logs: { retentionDays: LogRetentionDays };
  drainSeconds: number;
  stopSeconds: number;
  minimumHealthyPercent: number;
  maximumPercent: number;
  egress: "any" | Required<EgressRule>[];
}

/** A health check: of a path, or without one of a port that has to accept connections. */
export type CompleteHealthCheck = Required<Omit<HealthCheck, "path" | "port">> &
  Pick<HealthCheck, "path" | "port">;

/** A route with its priority. */
export type CompleteRoute = Route & Required<Pick<Route, "priority">>;

/** Fills in what a description leaves out. */
export function completeService(service: ServiceDescription): CompleteService {
  const { port = 8080, cpu = 256, memory = 512, architecture = "arm64", environment = {} } = service;
  const { command, writablePaths = ["/tmp"], permissions = [], uses = [] } = service;
  const { secrets = {}, secretEnvironment = {} } = service;
  const { drainSeconds = 5, stopSeconds = 30, minimumHealthyPercent = 100, maximumPercent = 200 } = service;
  const { image, health, scaling, capacity, logs, egress = [], exposure = "public", calls = [] } = service;
  const { protocol = "http" } = service;
  const { routes = getsRequests({ exposure, protocol }) ? [{ path: "/*" }] : [] } = service;
  const min = scaling?.min ?? 1;
  return {
    image: imageSource(image),
    ...(command && { command }),
    port,
    protocol,
    cpu,
    memory,
    architecture,
    environment,
    secrets,
    secretEnvironment,
    writablePaths,
    permissions,
    uses,
    health: completeHealth(health, protocol),
    scaling: { ...scaling, min, max: scaling?.max ?? min },
    capacity: completeCapacity(capacity),
    exposure,
    routes: routes.map((route, index) => ({ ...route, priority: route.priority ?? 1000 + index })),
    calls,
    logs: { retentionDays: logs?.retentionDays ?? 30 },
    drainSeconds,
    stopSeconds,
    minimumHealthyPercent,
    maximumPercent,
    egress: typeof egress === "string" ? egress : egress.map((rule) => ({ protocol: "tcp", ...rule })),
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
