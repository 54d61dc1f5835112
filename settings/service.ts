import * as pulumi from "@pulumi/pulumi";
import type { LogRetentionDays } from "../facts/log-retention";
import type { Platform } from "./platforms";
import type { Path } from "./report";
import { type RouteSettings, type RoutesByService, withPriorities } from "./routes";
import { defaultService, defaultSource, type GivenService, type GivenServices } from "./service-schema";
import type { ByTier, Tier } from "./tier";

/** One service, described once for every container platform: built from source, or an image that exists. */
export type ServiceSettings = ServiceBase & (Built | Existing);

interface Built {
  /** Folder that the image is built from. */
  source: string;
  dockerfile?: string;
  target?: string;
  buildArgs?: Record<string, string>;
  maxSourceMegabytes?: number;
  image?: undefined;
  imageFrom?: undefined;
}

interface Existing {
  source?: undefined;
  /** Reference of an image that exists. */
  image?: pulumi.Input<string>;
  /** The stack and the service whose image it is, where there is no reference. */
  imageFrom?: { stack: string; service: string };
}

interface ServiceBase {
  port: number;
  cpu: number;
  memory: number;
  architecture: "arm64" | "x86_64";
  platforms: Platform[];
  environment: Record<string, pulumi.Input<string>>;
  health: { path: string; intervalSeconds: number };
  scaling: {
    min: number;
    max: number;
    cpuPercent?: number;
    memoryPercent?: number;
    requestsPerTask?: number;
  };
  capacity: { base: number; onDemand: number; spot: number };
  routes: RouteSettings[];
  logs: { retentionDays: LogRetentionDays };
}

type Defaults = Pick<ServiceSettings, "port" | "cpu" | "memory" | "architecture" | "health" | "logs"> & {
  scaling: { min: number; max: number; cpuPercent: number };
  capacity: "fargate" | "spot";
};

const everyTier = {
  port: 8080,
  cpu: 256,
  memory: 512,
  architecture: "arm64",
  health: { path: "/healthz", intervalSeconds: 5 },
} as const;

/** What a service is where its stack file says nothing. */
export const serviceDefaults: ByTier<Defaults> = {
  dev: {
    ...everyTier,
    scaling: { min: 1, max: 4, cpuPercent: 60 },
    capacity: "spot",
    logs: { retentionDays: 7 },
  },
  prod: {
    ...everyTier,
    scaling: { min: 3, max: 12, cpuPercent: 60 },
    capacity: "fargate",
    logs: { retentionDays: 365 },
  },
};

/** What a service is made from besides its own description. */
export interface ServiceContext {
  tier: Tier;
  /** The stack's platforms. */
  platforms: Platform[];
  /** Names of the registry's caches. */
  caches: string[];
  /** Whether the value at a path of the stack file is secret. */
  isSecret: (path: Path) => boolean;
}

/** The services, complete, in the order of their names. */
export function servicesSettings(
  given: GivenServices | undefined,
  context: ServiceContext,
): Record<string, ServiceSettings> {
  const services = given ?? { [defaultService]: {} };
  const names = Object.keys(services).sort();
  const routes = withPriorities(routesByService(services));
  return Object.fromEntries(
    names.map((name) => [name, serviceSettings(name, services[name] ?? {}, routes[name] ?? [], context)]),
  );
}

function serviceSettings(
  name: string,
  given: GivenService,
  routes: RouteSettings[],
  { tier, platforms, isSecret }: ServiceContext,
): ServiceSettings {
  const { source, dockerfile, target, buildArgs, maxSourceMegabytes, image, imageFrom, ...described } = given;
  const { scaling: { requestsPerTarget: requestsPerTask, ...scaling } = {}, capacity, ...rest } = described;
  const defaults = serviceDefaults[tier];
  const at = ["services", name];
  const environment = Object.entries(given.environment ?? {}).map(
    ([key, value]): [string, pulumi.Input<string>] => [
      key,
      isSecret([...at, "environment", key]) ? pulumi.secret(String(value)) : String(value),
    ],
  );
  return {
    ...defaults,
    ...rest,
    ...origin(name, given, isSecret([...at, "image"])),
    platforms: platforms.filter((platform) => given.platforms?.includes(platform) ?? true),
    environment: Object.fromEntries(environment),
    health: { ...defaults.health, ...given.health },
    scaling: {
      ...defaults.scaling,
      ...scaling,
      ...(requestsPerTask !== undefined && { requestsPerTask }),
      min: scaling.min ?? Math.min(defaults.scaling.min, scaling.max ?? defaults.scaling.min),
      max: scaling.max ?? Math.max(defaults.scaling.max, scaling.min ?? defaults.scaling.max),
    },
    capacity: capacityMix(capacity ?? defaults.capacity),
    routes,
    logs: { ...defaults.logs, ...given.logs },
  };
}

/** The image: built, named or promoted. */
function origin(name: string, given: GivenService, secretImage: boolean): Built | Existing {
  const { source = defaultSource, image, imageFrom, dockerfile, target, maxSourceMegabytes } = given;
  if (imageFrom !== undefined) {
    return { imageFrom: { stack: imageFrom.stack, service: imageFrom.service ?? name } };
  }
  if (image !== undefined) {
    return { image: secretImage ? pulumi.secret(image) : image };
  }
  const buildArgs = Object.entries(given.buildArgs ?? {}).map(([key, value]) => [key, String(value)]);
  return {
    source,
    ...(dockerfile !== undefined && { dockerfile }),
    ...(target !== undefined && { target }),
    ...(buildArgs.length > 0 && { buildArgs: Object.fromEntries(buildArgs) }),
    ...(maxSourceMegabytes !== undefined && { maxSourceMegabytes }),
  };
}

function capacityMix(given: NonNullable<GivenService["capacity"]>): ServiceSettings["capacity"] {
  const mix = typeof given === "string" ? { [given]: 1 } : given;
  return { base: mix.base ?? 0, onDemand: mix.fargate ?? 0, spot: mix.spot ?? 0 };
}

/** Routes as given; a stack's only service answers everything unless it says otherwise. */
export function routesByService(services: GivenServices): RoutesByService {
  const entries = Object.entries(services);
  const everything = entries.length === 1 ? [{ path: "/*" }] : [];
  return Object.fromEntries(entries.map(([name, service]) => [name, service.routes ?? everything]));
}
