import type { z } from "zod";
import type { ServiceDescription } from "../../../components/service";
import { type Platform, platformNames } from "../../platforms";
import type { StackContext } from "../../section";
import { complete } from "../../toolkit/defaults";
import { object } from "../../toolkit/kinds";
import type { ValidationErrors } from "../../toolkit/validation-errors";
import { platformList } from "../platforms";
import { validateAuth } from "./auth";
import { beforeSchema, validateBefore } from "./before";
import { callsSchema } from "./calls";
import { capacitySchema, validateCapacity } from "./capacity";
import { computeKeys } from "./compute";
import { validateConnections } from "./connections";
import { containerDescriptionKeys, containerSettings, validateContainer } from "./container-description";
import { deploymentSchema, deploymentSettings } from "./deployment";
import { refuseVariable, validateEnvironment } from "./environment";
import { variablesOfFiles } from "./environment-files";
import { exposureSchema, validateExposure } from "./exposure";
import { healthSchema, healthSettings } from "./health";
import { validateHonoured } from "./honoured";
import { hostVolumesSchema, validateHostVolumes } from "./host-volumes";
import { type BuiltImage, type ExistingImage, imageSourceSettings } from "./image-source";
import { validateLogs } from "./logs";
import { networkModeSchema, validateNetworkMode } from "./network-mode";
import { nodePortSchema, validateNodePort } from "./node-port";
import { placementSchema, validatePlacement } from "./placement";
import { protocolSchema, validateProtocol } from "./protocol";
import { restartOnRotationSchema, validateRestartOnRotation } from "./restart-on-rotation";
import { rollingUpdateKeys, validateRollingUpdate } from "./rolling-update";
import { type RouteSettings, routesSchema } from "./routes";
import { scalingSchema, scalingSettings, validateScaling } from "./scaling";
import { sidecarSettings, sidecarsSchema, validateSidecars } from "./sidecars";
import { portSchema } from "./size";
import { sysctlsSchema, textsOf, validateSysctls } from "./sysctls";
import { telemetrySchema, telemetrySettings, validateTelemetry } from "./telemetry";
import { serviceVolumesSchema, validateBlockVolumes } from "./volumes";

/** What a stack file may say about a service: everything that a component takes, and where it runs. */
export const serviceSchema = object(
  {
    ...containerDescriptionKeys,
    volumes: serviceVolumesSchema,
    port: portSchema,
    platforms: platformList("The platforms that run the service. Default: all of the stack's."),
    health: healthSchema,
    before: beforeSchema,
    restartOnRotation: restartOnRotationSchema,
    sidecars: sidecarsSchema,
    telemetry: telemetrySchema,
    scaling: scalingSchema,
    capacity: capacitySchema,
    ...computeKeys,
    sysctls: sysctlsSchema,
    networkMode: networkModeSchema,
    hostVolumes: hostVolumesSchema,
    placement: placementSchema,
    exposure: exposureSchema,
    nodePort: nodePortSchema,
    protocol: protocolSchema,
    routes: routesSchema,
    calls: callsSchema,
    deployment: deploymentSchema,
    ...rollingUpdateKeys,
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
    ...imageSourceSettings(["services", name], name, given, stack.isSecret),
  };
}

function descriptionSettings(
  name: string,
  given: GivenService,
  routes: RouteSettings[],
  { tier, platforms, isSecret }: StackContext,
) {
  const all = complete(serviceSchema, given, tier);
  const { port, protocol, before, scaling, capacity, compute, gpu, nodeGroup, sysctls, exposure, calls } =
    all;
  const { networkMode, hostVolumes, placement, drainSeconds, minimumHealthyPercent, maximumPercent } = all;
  const wanted: readonly Platform[] = given.platforms ?? platformNames;
  return {
    ...containerSettings(["services", name], all, isSecret),
    volumes: all.volumes,
    port,
    protocol,
    platforms: platformNames.filter((platform) => platforms.includes(platform) && wanted.includes(platform)),
    health: healthSettings(all.health, given.health, protocol),
    ...(before && { before }),
    restartOnRotation: all.restartOnRotation,
    sidecars: sidecarSettings(all.sidecars, tier),
    ...(given.telemetry && { telemetry: telemetrySettings(given.telemetry, tier) }),
    scaling: scalingSettings(given.scaling, scaling),
    capacity,
    ...(compute && { compute }),
    ...(gpu !== undefined && { gpu }),
    ...(nodeGroup !== undefined && { nodeGroup }),
    ...(sysctls && { sysctls: textsOf(sysctls) }),
    ...(networkMode && { networkMode }),
    ...(hostVolumes && { hostVolumes }),
    ...(placement && { placement }),
    exposure,
    ...(all.nodePort && { nodePort: all.nodePort }),
    routes,
    calls,
    ...(given.deployment && { deployment: deploymentSettings(given.deployment) }),
    drainSeconds,
    minimumHealthyPercent,
    maximumPercent,
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
  validateContainer(at, given, stack, errors);
  validatePlatforms(at, given.platforms ?? [], stack.platforms, errors);
  validateBefore(at, given.before, errors);
  validateSidecars(name, given, stack, errors);
  validateTelemetry(at, given, errors);
  validateScaling(at, given.scaling, stack, errors);
  validateBlockVolumes(at, given, complete(scalingSchema, given.scaling ?? {}, stack.tier), errors);
  validateCapacity(at, given.capacity, errors);
  validateEnvironment(at, given, given.exposure, errors);
  if (given.exposure !== "none") {
    const environmentFiles = variablesOfFiles(given.environmentFiles ?? []);
    refuseVariable(at, "PORT", { environmentFiles }, "the service's port", errors);
  }
  validateProtocol(at, given, stack.hasDomain, errors);
  validateConnections(at, given, stack, errors);
  validateRollingUpdate(at, given, errors);
  const running = stack.platforms.filter(
    (platform) => given.platforms?.some((own) => own === platform) ?? true,
  );
  if (!errors.has(["platforms"]) && !errors.has([...at, "platforms"])) {
    validateHonoured(at, serviceSchema, given, running, errors);
    validateLogs(at, given, running, stack, errors);
    validateRestartOnRotation(at, given, running, stack, errors);
    validateSysctls(at, given, running, errors);
    validateNetworkMode(at, given, running, errors);
    validateHostVolumes(at, given, running, errors);
    validatePlacement(at, given, running, errors);
    validateExposure(at, given, running, errors);
    validateNodePort(at, given, running, errors);
    validateAuth(at, given, running, stack, errors);
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
