import { existsSync, statSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { choice, keys, list, named, oneOf, secretable, text, textOrNumber, wholeNumber } from "./kinds";
import { type Platform, platformNames } from "./platforms";
import type { Path, Report } from "./report";
import {
  checkRoutes,
  type RouteSettings,
  type RoutesByService,
  routesSchema,
  withPriorities,
} from "./routes";
import type { ByTier, Tier } from "./tier";

/** The service of a stack that describes none, and the folder it is built from. */
export const defaultService = "hello";
const defaultSource = "./app";

/** The days for which CloudWatch Logs can keep log lines. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** A list of platforms, as the stack and each service name them. */
export const platformsSchema = (description: string) =>
  list(
    choice(platformNames, "A container platform."),
    { min: 1, max: 100, allowed: `a list of one or more of ${platformNames.join(", ")}` },
    description,
  );

const serviceSchema = keys(
  {
    source: text(
      /\S/,
      "a folder, such as ./app",
      "Folder with a Dockerfile that the image is built from, from the project's.",
    ),
    image: secretable(
      text(
        /^[a-z0-9]\S*$/,
        "the reference of an image, such as public.ecr.aws/nginx/nginx@sha256:…",
        "An image that exists, instead of `source`; by digest in prod.",
      ),
    ),
    port: wholeNumber(1, 65535, "TCP port that the container listens on; given to it as the variable PORT."),
    cpu: wholeNumber(
      64,
      16384,
      "CPU units; 1024 are one vCPU. On Fargate 256 to 16384 in doubles, $5.91 a month for 256 (arm64, On-Demand).",
    ),
    memory: wholeNumber(
      64,
      122880,
      "Memory in MiB. On Fargate what goes with cpu, $1.30 a month for 512 (arm64, On-Demand).",
    ),
    architecture: choice(
      ["arm64", "x86_64"],
      "CPU architecture of image and machine. arm64 is 20 % cheaper on Fargate.",
    ),
    platforms: platformsSchema("The platforms that run the service. Default: all of the stack's."),
    environment: named(
      { pattern: /^[A-Za-z_][A-Za-z0-9_]*$/, allowed: "letters, digits and _, not starting with a digit" },
      secretable(
        textOrNumber(
          /^/,
          "a string, or a whole number, true or false that is passed on as a string",
          "A value.",
        ),
      ),
      "Environment variables of the container. A value can be `secure:`. Default: none.",
    ),
    health: keys(
      {
        path: text(
          /^\/[^\s#]{0,1023}$/,
          "a path that starts with /, without spaces and #",
          "Path that answers 200 while the service should get requests.",
        ),
        intervalSeconds: wholeNumber(5, 300, "Seconds between two checks."),
      },
      "How the service's health is known.",
    ),
    scaling: keys(
      {
        min: wholeNumber(1, 1000, "Fewest copies that run; at most max, also by default."),
        max: wholeNumber(
          1,
          1000,
          "Most copies that run; at least min, also by default. Where it equals min nothing scales.",
        ),
        cpuPercent: wholeNumber(1, 100, "CPU use in percent of what is reserved that scaling aims at."),
        memoryPercent: wholeNumber(
          1,
          100,
          "Memory use in percent of what is reserved that scaling aims at. Default: no reason to scale.",
        ),
        requestsPerTarget: wholeNumber(
          1,
          10_000_000,
          "Requests a minute and copy that scaling aims at, on ECS only. Default: no reason to scale.",
        ),
      },
      "How many copies run.",
    ),
    capacity: z
      .union([
        z.enum(["fargate", "spot"]),
        keys(
          {
            base: wholeNumber(0, 1000, "Copies that always run On-Demand. Default: 0."),
            fargate: wholeNumber(0, 1000, "Weight of On-Demand capacity for the rest. Default: 0."),
            spot: wholeNumber(0, 1000, "Weight of Spot capacity for the rest. Default: 0."),
          },
          "A mix.",
        ),
      ])
      .meta({
        description:
          "What the copies run on: fargate (On-Demand), spot (up to 70 % cheaper, stopped with two minutes' notice when AWS " +
          "needs the capacity) or a mix.",
        allowed: "fargate, spot or a mix such as { base: 1, fargate: 1, spot: 3 }",
      }),
    routes: routesSchema,
    logs: keys(
      {
        retentionDays: z.literal(retentionDays).meta({
          description:
            "Days that CloudWatch keeps the log lines. $0.50 a GB taken in, $0.03 a GB and month kept.",
          allowed: oneOf(retentionDays),
        }),
      },
      "What happens to log lines.",
    ),
  },
  "A service.",
);

export const servicesSchema = named(
  {
    pattern: /^[a-z]([a-z0-9-]{0,15}[a-z0-9])?$/,
    allowed:
      "at most 17 lowercase letters, digits and hyphens, start with a letter and not end with a hyphen (a target group's " +
      "name has 32 characters, of which 15 are needed to tell it apart)",
  },
  serviceSchema,
  `The services, by name. Default: ${defaultService}, built from ${defaultSource}.`,
);

type GivenService = z.output<typeof serviceSchema>;
type GivenServices = z.output<typeof servicesSchema>;

/** One service, described once for every container platform: built from source, or an image that exists. */
export type ServiceSettings = ServiceBase & (Built | Existing);

interface Built {
  /** Folder that the image is built from. */
  source: string;
  image?: undefined;
}

interface Existing {
  source?: undefined;
  /** Reference of an image that exists. */
  image: pulumi.Input<string>;
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
    requestsPerTarget?: number;
  };
  capacity: { base: number; fargate: number; spot: number };
  routes: RouteSettings[];
  logs: { retentionDays: number };
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
  /** Whether the value at a path of the stack file is secret. */
  isSecret: (path: Path) => boolean;
}

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
  const { source = defaultSource, image, scaling, capacity, ...rest } = given;
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
    ...(image === undefined
      ? { source }
      : { image: isSecret([...at, "image"]) ? pulumi.secret(image) : image }),
    platforms: platforms.filter((platform) => given.platforms?.includes(platform) ?? true),
    environment: Object.fromEntries(environment),
    health: { ...defaults.health, ...given.health },
    scaling: {
      ...defaults.scaling,
      ...scaling,
      min: scaling?.min ?? Math.min(defaults.scaling.min, scaling?.max ?? defaults.scaling.min),
      max: scaling?.max ?? Math.max(defaults.scaling.max, scaling?.min ?? defaults.scaling.max),
    },
    capacity: capacityMix(capacity ?? defaults.capacity),
    routes,
    logs: { ...defaults.logs, ...given.logs },
  };
}

function capacityMix(given: NonNullable<GivenService["capacity"]>): ServiceSettings["capacity"] {
  const none = { base: 0, fargate: 0, spot: 0 };
  return typeof given === "string" ? { ...none, [given]: 1 } : { ...none, ...given };
}

/** Routes as given; a stack's only service answers everything unless it says otherwise. */
function routesByService(services: GivenServices): RoutesByService {
  const entries = Object.entries(services);
  const everything = entries.length === 1 ? [{ path: "/*" }] : [];
  return Object.fromEntries(entries.map(([name, service]) => [name, service.routes ?? everything]));
}

/** Reports what the schema can't see in services, and platforms that don't fit together with them. */
export function checkServices(
  given: GivenServices | undefined,
  context: ServiceContext,
  report: Report,
): void {
  const services = given ?? { [defaultService]: {} };
  const names = Object.keys(services);
  if (given !== undefined && names.length === 0) {
    if (!report.refused(["services"])) {
      report.refuse(
        ["services"],
        `is an empty map, but a stack needs a service: leave it out to get ${defaultService} from ${defaultSource}.`,
      );
    }
    return;
  }
  const readable = !report.refused(["services"]) && !report.refused(["platforms"]);
  for (const [name, service] of Object.entries(services)) {
    checkService(name, service, names.length, context, report);
  }
  checkRoutes(routesByService(services), report);
  for (const platform of context.platforms) {
    const used = Object.values(services).some((service) => service.platforms?.includes(platform) ?? true);
    if (!used && readable) {
      report.refuse(
        ["platforms"],
        `has ${platform}, on which no service runs: take it out, or add it to a service.`,
      );
    }
  }
}

function checkService(
  name: string,
  given: GivenService,
  count: number,
  context: ServiceContext,
  report: Report,
): void {
  const at = ["services", name];
  checkOrigin(at, name, given, context, report);
  if (given.routes === undefined && count > 1 && !report.refused([...at, "routes"])) {
    report.refuse(
      [...at, "routes"],
      `is missing: with several services each says which requests it gets, such as [{ path: "/${name}/*" }].`,
    );
  }
  for (const [index, platform] of (given.platforms ?? []).entries()) {
    if (!context.platforms.includes(platform) && !report.refused(["platforms"])) {
      report.refuse(
        [...at, "platforms", index],
        `is ${report.shown(at, platform)}, but the stack has only ${context.platforms.join(", ")}.`,
      );
    } else if (given.platforms?.indexOf(platform) !== index) {
      report.refuse([...at, "platforms", index], `names ${report.shown(at, platform)} a second time.`);
    }
  }
  const { min, max } = given.scaling ?? {};
  if (min !== undefined && max !== undefined && min > max) {
    report.refuse(
      [...at, "scaling", "min"],
      `is ${report.shown(at, min)}, but can't be above max, which is ${report.shown(at, max)}.`,
    );
  }
  const { capacity } = given;
  if (
    typeof capacity === "object" &&
    !(capacity.fargate || capacity.spot) &&
    !report.refused([...at, "capacity"])
  ) {
    report.refuse([...at, "capacity"], "has no weight: give fargate, spot or both a number above 0.");
  }
  if (given.environment && Object.hasOwn(given.environment, "PORT")) {
    report.refuse([...at, "environment", "PORT"], "is set from the service's port: change that instead.");
  }
}

/** The image: built from a folder that is there, or one that exists and can't change. */
function checkOrigin(
  at: Path,
  name: string,
  { source, image }: GivenService,
  { tier }: ServiceContext,
  report: Report,
): void {
  if (source !== undefined && image !== undefined) {
    report.refuse(
      [...at, "image"],
      "stands next to source: a service is either built from source or runs an image that exists.",
    );
  } else if (image !== undefined) {
    if (tier === "prod" && !/@sha256:[0-9a-f]{64}$/.test(image)) {
      const told = report.shown([...at, "image"], image);
      report.refuse(
        [...at, "image"],
        `is ${told}, but in prod must name a digest (…@sha256:…), which can't change.`,
      );
    }
  } else if (source !== undefined || name === defaultService) {
    checkSource([...at, "source"], source ?? defaultSource, report);
  } else if (!report.refused([...at, "source"]) && !report.refused([...at, "image"])) {
    report.refuse(
      at,
      "has neither source nor image: give it a folder with a Dockerfile, or an image that exists.",
    );
  }
}

function checkSource(path: Path, source: string, report: Report): void {
  if (report.refused(path)) {
    return;
  }
  const given = report.shown(path, source);
  if (isAbsolute(source)) {
    report.refuse(path, `is ${given}, but must be relative to the project's folder.`);
  } else if (!existsSync(source)) {
    report.refuse(path, `is ${given}, but there is no such folder in the project's.`);
  } else if (!statSync(source).isDirectory()) {
    report.refuse(path, `is ${given}, but that is no folder.`);
  } else if (!existsSync(join(source, "Dockerfile"))) {
    report.refuse(path, `is ${given}, but there is no Dockerfile in that folder.`);
  }
}
