import type { z } from "zod";
import type { IgnoredKey, PlatformSection } from "./section";
import { batch } from "./sections/batch";
import { ecs } from "./sections/ecs";
import { eks } from "./sections/eks";
import { namesOf } from "./toolkit/names-of";

/** The container platforms of this template. To remove one, delete its file in sections/ and its lines here. */
export const platformSections = {
  ecs,
  eks,
  batch,
};

type Sections = typeof platformSections;

/** The name of a container platform. */
export type Platform = keyof Sections;

/** The settings of each platform that the stack has. */
export type PlatformsSettings = { [Name in Platform]: ReturnType<Sections[Name]["settings"]> };

/** What a stack file contains about each platform. */
export type PlatformsGiven = { [Name in Platform]?: z.output<Sections[Name]["schema"]> | undefined };

/** The names of all platforms, in the order above. */
export const allPlatformNames = namesOf(platformSections);

/** The platforms that run services, which a stack has by default; others run jobs alone. */
export const platformNames = allPlatformNames.filter(runsServices);

/** Whether a platform runs services, not jobs alone. */
export function runsServices(name: Platform): boolean {
  const { jobsOnly = false }: { jobsOnly?: boolean } = platformSections[name];
  return !jobsOnly;
}

type PlatformChecks = {
  [Name in Platform]: PlatformSection<z.ZodType, PlatformsSettings[Name]>;
};

/** The checks of each platform, which take its own settings. */
export const platformChecks: PlatformChecks = platformSections;

/** Whether a platform that the stack has puts public services behind load balancers of the stack's own. */
export function hasLoadBalancers<Name extends Platform>(
  name: Name,
  platforms: Partial<PlatformsSettings>,
): boolean {
  const own: PlatformsSettings[Name] | undefined = platforms[name];
  return own !== undefined && (platformChecks[name].hasLoadBalancers?.(own) ?? true);
}

/** The platforms that ignore a key of services and jobs. */
export function platformsIgnoring(
  key: IgnoredKey,
  platforms: readonly Platform[],
  given: PlatformsGiven,
): Platform[] {
  return platforms.filter((name) => platformChecks[name].ignores?.(given[name]).includes(key));
}
