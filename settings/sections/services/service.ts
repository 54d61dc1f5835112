import type { z } from "zod";
import type { ServiceDescription } from "../../../components/service";
import { type Platform, platformNames } from "../../platforms";
import type { StackContext } from "../../section";
import { complete } from "../../toolkit/defaults";
import { object } from "../../toolkit/kinds";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { platformList } from "../platforms";
import { validateAuth } from "./auth";
import { callsSchema } from "./calls";
import { capacitySchema, validateCapacity } from "./capacity";
import { validateConnections } from "./connections";
import { containerKeys, validateWritablePaths } from "./container";
import { egressSchema, egressSettings, validateEgress } from "./egress";
import {
  environmentSchema,
  environmentSettings,
  secretsSchema,
  validateEnvironment,
  validateSecrets,
} from "./environment";
import { exposureSchema, validateExposure } from "./exposure";
import { healthSchema, healthSettings } from "./health";
import { validateHonoured } from "./honoured";
import {
  type BuiltImage,
  type ExistingImage,
  imageSourceKeys,
  imageSourceSettings,
  validateImageSource,
} from "./image-source";
import { logsSchema } from "./logs";
import { permissionsSchema, validatePermissions } from "./permissions";
import { protocolSchema, validateProtocol } from "./protocol";
import { rollingUpdateKeys, validateRollingUpdate } from "./rolling-update";
import { type RouteSettings, routesSchema } from "./routes";
import { scalingSchema, scalingSettings, validateScaling } from "./scaling";
import { sizeKeys } from "./size";
import { usesSchema } from "./uses";

/** What a stack file may say about a service: everything that a component takes, and where it runs. */
export const serviceSchema = object(
  {
    ...imageSourceKeys,
    ...containerKeys,
    ...sizeKeys,
    platforms: platformList("The platforms that run the service. Default: all of the stack's."),
    environment: environmentSchema,
    secrets: secretsSchema,
    permissions: permissionsSchema,
    health: healthSchema,
    scaling: scalingSchema,
    capacity: capacitySchema,
    exposure: exposureSchema,
    protocol: protocolSchema,
    routes: routesSchema,
    calls: callsSchema,
    uses: usesSchema,
    logs: logsSchema,
    ...rollingUpdateKeys,
    egress: egressSchema,
  } satisfies Record<Exclude<keyof ServiceDescription, "secretEnvironment">, z.ZodType> &
    Record<string, z.ZodType>,
  "A service.",
);

/** A service as a stack file has it. */
export type GivenService = z.output<typeof serviceSchema>;

/** A service of the stack, complete. */
export type ServiceSettings = Description & (BuiltImage | ExistingImage);

type Description = ReturnType<typeof descriptionSettings>;

/** The service `name`, complete. */
export function serviceSettings(
  name: string,
  given: GivenService,
  routes: RouteSettings[],
  stack: StackContext,
): ServiceSettings {
  return {
    ...descriptionSettings(name, given, routes, stack),
    ...imageSourceSettings(name, given, stack.isSecret),
  };
}

function descriptionSettings(
  name: string,
  given: GivenService,
  routes: RouteSettings[],
  { tier, platforms, isSecret }: StackContext,
) {
  const all = complete(serviceSchema, given, tier);
  const { command, secrets, writablePaths, permissions, uses } = all;
  const { port, protocol, cpu, memory, architecture, scaling, capacity, exposure, calls, logs } = all;
  const { drainSeconds, stopSeconds, minimumHealthyPercent, maximumPercent } = all;
  const wanted: readonly Platform[] = given.platforms ?? platformNames;
  return {
    ...(command && { command }),
    port,
    protocol,
    cpu,
    memory,
    architecture,
    platforms: platformNames.filter((platform) => platforms.includes(platform) && wanted.includes(platform)),
    ...environmentSettings(["services", name], all.environment, isSecret),
    secrets,
    writablePaths,
    permissions,
    uses,
    health: healthSettings(all.health, given.health, protocol),
    scaling: scalingSettings(given.scaling, scaling),
    capacity,
    exposure,
    routes,
    calls,
    logs,
    drainSeconds,
    stopSeconds,
    minimumHealthyPercent,
    maximumPercent,
    egress: egressSettings(all.egress),
  };
}

/** Adds what the schema can't check in a service. */
export function validateService(
  name: string,
  given: GivenService,
  stack: StackContext,
  errors: ValidationErrors,
): void {
  const at = ["services", name];
  validateImageSource(name, given, stack, errors);
  validatePlatforms(at, given.platforms ?? [], stack.platforms, errors);
  validateScaling(at, given.scaling, errors);
  validateCapacity(at, given.capacity, errors);
  validateWritablePaths(at, given.writablePaths, errors);
  validatePermissions(at, given.permissions, errors);
  validateSecrets(at, given.secrets ?? {}, given.environment ?? {}, errors);
  validateEnvironment(at, given.environment ?? {}, given.exposure, errors);
  validateProtocol(at, given, stack.hasDomain, errors);
  validateConnections(at, given, stack.hasDomain, errors);
  validateRollingUpdate(at, given, errors);
  validateEgress(at, given.egress, errors);
  const running = stack.platforms.filter(
    (platform) => given.platforms?.some((own) => own === platform) ?? true,
  );
  if (!errors.has(["platforms"]) && !errors.has([...at, "platforms"])) {
    validateHonoured(at, serviceSchema, given, running, errors);
    validateExposure(at, given, running, errors);
    validateAuth(at, given, running, stack.hasDomain, errors);
  }
}

function validatePlatforms(
  at: string[],
  given: readonly Platform[],
  platforms: readonly string[],
  errors: ValidationErrors,
): void {
  for (const [index, platform] of given.entries()) {
    const path = [...at, "platforms", index];
    const formatted = errors.format(at, platform);
    if (!platforms.includes(platform) && !errors.has(["platforms"])) {
      errors.add(path, `is ${formatted}, but the stack has only ${platforms.join(", ")}.`);
    } else if (given.indexOf(platform) !== index) {
      errors.add(path, `is ${formatted}, which is already in the list.`);
    }
  }
}
