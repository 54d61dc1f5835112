import type { jobsOn } from "./jobs-of-stack";
import { allPlatformNames, type Platform, type PlatformsSettings, platformChecks } from "./platforms";
import type { Demand, StackContext } from "./section";
import type { ServiceSettings } from "./sections/services";
import type { ValidationErrors } from "./toolkit/validation-errors";

/** What each platform rejects of its services. */
export function validateServices(
  services: Readonly<Record<string, ServiceSettings>>,
  platforms: Partial<PlatformsSettings>,
  stack: StackContext,
  errors: ValidationErrors,
): void {
  if (errors.has(["platforms"])) return;
  for (const [name, service] of Object.entries(services)) {
    for (const platform of service.platforms) {
      validateService(platform, name, service, platforms, stack, errors);
    }
  }
  for (const platform of allPlatformNames)
    validateRoutes(platform, servicesOn(platform, services), platforms, errors);
}

function validateRoutes<Name extends Platform>(
  platform: Name,
  services: Readonly<Record<string, ServiceSettings>>,
  platforms: Partial<PlatformsSettings>,
  errors: ValidationErrors,
): void {
  const own: PlatformsSettings[Name] | undefined = platforms[platform];
  if (own !== undefined) platformChecks[platform].validateRoutes?.(services, own, errors);
}

function servicesOn(
  platform: Platform,
  services: Readonly<Record<string, ServiceSettings>>,
): Record<string, ServiceSettings> {
  return Object.fromEntries(
    Object.entries(services).filter(([, { platforms }]) => platforms.includes(platform)),
  );
}

function validateService<Name extends Platform>(
  platform: Name,
  name: string,
  service: ServiceSettings,
  platforms: Partial<PlatformsSettings>,
  stack: StackContext,
  errors: ValidationErrors,
): void {
  const own: PlatformsSettings[Name] | undefined = platforms[platform];
  if (own !== undefined) platformChecks[platform].validateService?.(name, service, stack, errors, own);
}

/** What a platform warns of among the services that run on it. */
export function warningsOnPlatform<Name extends Platform>(
  platform: Name,
  services: Readonly<Record<string, ServiceSettings>>,
  platforms: Partial<PlatformsSettings>,
): string[] {
  const own: PlatformsSettings[Name] | undefined = platforms[platform];
  if (own === undefined) return [];
  return platformChecks[platform].warningsAboutServices?.(servicesOn(platform, services), own) ?? [];
}

/** What a platform warns of among its jobs. */
export function warningsAboutJobs<Name extends Platform>(
  name: Name,
  jobs: ReturnType<typeof jobsOn>,
  platforms: Partial<PlatformsSettings>,
): string[] {
  const own: PlatformsSettings[Name] | undefined = platforms[name];
  return own === undefined ? [] : (platformChecks[name].warningsAboutJobs?.(jobs, own) ?? []);
}

/** What a platform rejects of its services together. */
export function validateTogether<Name extends Platform>(
  name: Name,
  all: readonly (Demand & { platforms: readonly Platform[] })[],
  platforms: Partial<PlatformsSettings>,
  errors: ValidationErrors,
): void {
  const own: PlatformsSettings[Name] | undefined = platforms[name];
  if (own === undefined || errors.has(["platforms"]) || errors.has(["services"]) || errors.has([name]))
    return;
  const services = all.filter(({ platforms }) => platforms.includes(name));
  platformChecks[name].validateServices?.(services, own, errors);
}
