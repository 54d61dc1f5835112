import type { ProviderArgs } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { keys } from "./kinds";
import { checkNetwork, type NetworkSettings, networkSchema, networkSettings } from "./network";
import { placeholdersIn } from "./placeholders";
import type { PlatformContext } from "./platform-part";
import {
  type Platform,
  type PlatformsGiven,
  type PlatformsSettings,
  platformNames,
  platformParts,
  platformSchemas,
} from "./platforms";
import { identityOf, providerSettings, readProvider } from "./provider";
import { checkRegistry, type RegistrySettings, registrySchema, registrySettings } from "./registry";
import { Report, written } from "./report";
import { type ServiceSettings, servicesSettings } from "./service";
import { checkServices } from "./service-checks";
import { platformsSchema, servicesSchema } from "./service-schema";
import { maybeSecret, schemaAt, shaped } from "./shape";
import { readStackFile, type StackFile } from "./stack-file";
import { allTags, checkTags, tagsSchema, tagsSettings } from "./tags";
import { defaultTier, type Tier, tierSchema } from "./tier";

export type { Platform, ServiceSettings, Tier };

/** Everything that a stack says, complete and right. Each platform's settings are there where the stack has it. */
export interface Settings extends Partial<PlatformsSettings> {
  tier: Tier;
  platforms: Platform[];
  /** The stack's own tags; the provider has them already. */
  tags: Record<string, pulumi.Input<string>>;
  /** Arguments of the AWS provider: all of the stack's `aws:` settings, and the tags that every resource gets. */
  provider: ProviderArgs;
  network: NetworkSettings;
  registry: RegistrySettings;
  services: Record<string, ServiceSettings>;
  /** What is allowed, but should be known to whoever reads the plan: first what has to be replaced before `pulumi up`. */
  warnings: string[];
}

/** What a stack file may say in the namespace `aws-containers`. */
export const settingsSchema = keys(
  {
    tier: tierSchema,
    platforms: platformsSchema("The container platforms of the stack. Default: all."),
    network: networkSchema,
    registry: registrySchema,
    services: servicesSchema,
    tags: tagsSchema,
    ...platformSchemas,
  },
  "The stack.",
);

/**
 * Reads what the stack says, fills in the defaults of its tier, and returns the whole.
 *
 * @throws pulumi.RunError that lists every mistake by its place in the stack file; nothing is registered then.
 */
export function readSettings(): Settings {
  const file = readStackFile(settingsSchema);
  const report = new Report(file.isSecret);
  checkKeys(file, report);
  const given = shaped(settingsSchema, file.tree, report);
  const provider = readProvider(file, report);
  const { tier = defaultTier, platforms: wanted = platformNames } = given;
  const platforms = platformNames.filter((platform) => wanted.includes(platform));
  const caches = Object.keys(given.registry?.caches ?? {});
  const context = { tier, platforms, caches, isSecret: file.isSecret };
  const identity = identityOf(provider, file.isSecret);
  const services = servicesSettings(given.services, context);
  const tags = tagsSettings(given.tags, file.isSecret);
  const settings: Settings = {
    tier,
    platforms,
    tags,
    provider: providerSettings(provider, file.isSecret, allTags(tier, tags)),
    network: networkSettings(given.network, tier),
    registry: registrySettings(given.registry, tier, file.isSecret),
    services,
    warnings: [...placeholdersIn(file), ...file.warnings],
  };
  checkPlatforms(given.platforms ?? [], report);
  checkRegistry(given.registry, provider.region, report);
  checkNetwork(given.network ?? {}, tier, report);
  checkServices(given.services, context, report);
  checkTags(given.tags, report);
  for (const platform of platforms) {
    settings.warnings.push(...addPlatform(settings, platform, given, { tier, services, identity }, report));
  }
  for (const platform of platformNames) {
    if (given[platform] && !platforms.includes(platform)) {
      settings.warnings.push(
        `${written([platform])} counts for nothing: ${written(["platforms"])} doesn't have it.`,
      );
    }
  }
  report.throwIfAny();
  return settings;
}

/** Checks and completes one platform's part, and returns its warnings. */
function addPlatform<Name extends Platform>(
  into: Partial<PlatformsSettings>,
  name: Name,
  given: PlatformsGiven,
  stack: PlatformContext,
  report: Report,
): string[] {
  const part = platformParts[name];
  const services = Object.entries(stack.services).filter(([, { platforms }]) => platforms.includes(name));
  const context = { ...stack, services: Object.fromEntries(services) };
  const made = part.settings(given[name], context);
  if (!report.refused(["platforms"])) {
    part.check(given[name], context, report);
  }
  into[name] = made;
  return part.warnings?.(made) ?? [];
}

/** A secret can only be where it goes into a resource as it is; what shapes the plan would be seen in it. */
function checkKeys({ secrets, misplaced }: StackFile, report: Report): void {
  for (const path of secrets) {
    const schema = schemaAt(settingsSchema, path);
    if (schema && !maybeSecret(schema)) {
      report.refuseWhole(
        path,
        "is marked as secret, but shapes the plan, where all can see it: set it without --secret.",
      );
    }
  }
  for (const path of misplaced) {
    report.refuse(path, `can't be set: ${written(path.slice(0, 1))} has no map there.`);
  }
}

function checkPlatforms(given: readonly Platform[], report: Report): void {
  for (const [index, platform] of given.entries()) {
    if (given.indexOf(platform) !== index) {
      report.refuse(["platforms", index], `names ${report.shown(["platforms"], platform)} a second time.`);
    }
  }
}
