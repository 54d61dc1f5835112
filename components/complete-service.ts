import type * as pulumi from "@pulumi/pulumi";
import type { LogRetentionDays } from "../facts/log-retention";
import { imageSource } from "./image/existing-image";
import type { ImageSource } from "./image/image-source";
import type {
  Architecture,
  Capacity,
  CapacityMix,
  HealthCheck,
  Route,
  Scaling,
  ServiceDescription,
} from "./service";

/** A service with every default filled in. */
export interface CompleteService {
  image: ImageSource;
  port: number;
  cpu: number;
  memory: number;
  architecture: Architecture;
  environment: Record<string, pulumi.Input<string>>;
  health: Required<HealthCheck>;
  scaling: Scaling & Required<Pick<Scaling, "min" | "max">>;
  capacity: Required<CapacityMix>;
  routes: CompleteRoute[];
  logs: { retentionDays: LogRetentionDays };
}

/** A route with its priority. */
export type CompleteRoute = Route & Required<Pick<Route, "priority">>;

/** Fills in what a description leaves out. */
export function completeService(service: ServiceDescription): CompleteService {
  const { port = 8080, cpu = 256, memory = 512, architecture = "arm64", environment = {} } = service;
  const { image, health, scaling, capacity, routes = [{ path: "/*" }], logs } = service;
  const min = scaling?.min ?? 1;
  return {
    image: imageSource(image),
    port,
    cpu,
    memory,
    architecture,
    environment,
    health: { path: health?.path ?? "/healthz", intervalSeconds: health?.intervalSeconds ?? 5 },
    scaling: { ...scaling, min, max: scaling?.max ?? min },
    capacity: completeCapacity(capacity),
    routes: routes.map((route, index) => ({ ...route, priority: route.priority ?? 1000 + index })),
    logs: { retentionDays: logs?.retentionDays ?? 30 },
  };
}

/** The mix that a word for it means. */
export function completeCapacity(capacity: Capacity = "on-demand"): Required<CapacityMix> {
  const mix = capacity === "on-demand" ? { onDemand: 1 } : capacity === "spot" ? { spot: 1 } : capacity;
  return { base: mix.base ?? 0, onDemand: mix.onDemand ?? 0, spot: mix.spot ?? 0 };
}
