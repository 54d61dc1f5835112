import type { LogKeyArgs } from "../components/logs";
import { validateBehindCloudFront, warningsBehindCloudFront } from "./behind-cloud-front";
import { validateDualStack, withIpv6 } from "./dual-stack";
import { warningsAboutEvents } from "./events-of-buckets";
import { validateSpot, warningsAboutCapacity } from "./ignored-capacity";
import {
  completeJobs,
  demandsOfJobs,
  jobsOn,
  splitJobs,
  validateJobs,
  type WorkerSettings,
} from "./jobs-of-stack";
import { validateLoadBalancerSubnets } from "./load-balancer-subnets";
import { warningsAboutLongRequests } from "./long-requests";
import { validateServices, validateTogether, warningsAboutJobs, warningsOnPlatform } from "./on-platforms";
import {
  allPlatformNames,
  hasLoadBalancers,
  type Platform,
  type PlatformsSettings,
  platformNames,
  platformSections,
  platformsIgnoring,
  runsServices,
} from "./platforms";
import type { StackContext } from "./section";
import {
  type GivenSettings,
  type SectionName,
  type SectionsSettings,
  sectionNames,
  sectionsByName,
  settingsSchema,
} from "./sections";
import { isMonitored } from "./sections/guard-duty";
import { bucketsWithEvents, type JobSettings, platformsOf } from "./sections/jobs";
import { availabilityZonesOf, tasksArePublic } from "./sections/network";
import { defaultProtection } from "./sections/protection";
import {
  identityOf,
  providerSchema,
  providerSettings,
  readProvider,
  type TaggingProviderArgs,
} from "./sections/provider";
import { connectedServices, defaultService, hostsOf, type ServiceSettings } from "./sections/services";
import { allTags } from "./sections/tags";
import { defaultTier } from "./sections/tier";
import { validateNamespaces } from "./toolkit/namespaces";
import { formatPath } from "./toolkit/path";
import { warningsAboutSampleValues } from "./toolkit/sample-values";
import { acceptsSecret, schemaAt } from "./toolkit/schema-tree";
import { readStackFile, type StackFile } from "./toolkit/stack-file";
import type { Tier } from "./toolkit/tier";
import { validate } from "./toolkit/validate";
import { ValidationErrors } from "./toolkit/validation-errors";
import { warningsAboutUnmonitored } from "./unmonitored";
import {
  behindOwnLoadBalancers,
  warningsAboutUnusedLoadBalancer,
  withoutResources,
} from "./unused-load-balancer";

export type { JobSettings, Platform, ServiceSettings, Tier };

/** All settings of a stack, complete and valid. A platform's are there where the stack has the platform. */
export interface Settings extends Omit<SectionsSettings, Platform | "jobs">, Partial<PlatformsSettings> {
  /** The jobs that run to their end, by name. */
  jobs: Record<string, JobSettings>;
  /** The workers, by name. */
  workers: Record<string, WorkerSettings>;
  /** Arguments of the AWS provider: all of the stack's `aws:` settings, and the tags of every resource. */
  provider: TaggingProviderArgs;
  /** Arguments of the KMS key of the stack's log groups. */
  logKey: LogKeyArgs;
  /** What is allowed, but must be known to whoever reads the plan, such as sample values that have to be replaced. */
  warnings: string[];
}

/**
 * Reads the stack's settings and fills in the defaults of its tier.
 *
 * @throws pulumi.RunError that lists every error by its path in the stack file; nothing is registered then.
 */
export function readSettings(): Settings {
  const file = readStackFile(settingsSchema);
  const errors = new ValidationErrors(file.isSecret);
  validateNamespaces(file.foreign, sectionNames, Object.keys(providerSchema.shape), errors);
  validateKeys(file, errors);
  const given: GivenSettings = validate(settingsSchema, file.tree, errors);
  const provider = readProvider(file, errors);
  const stack = stackContext(given, file, provider);

  const settings: Partial<SectionsSettings> = {};
  const warnings = [...warningsAboutSampleValues(file), ...file.warnings];
  for (const name of sectionNames.filter((name) => isPresent(name, stack))) {
    warnings.push(...addSection(settings, name, given, stack, errors));
  }
  // Only platforms' sections can be absent.
  const complete = settings as Omit<SectionsSettings, Platform> & Partial<PlatformsSettings>;
  const jobs = completeJobs(complete.jobs, complete.services);
  validateServices(complete.services, complete, stack, errors);
  validateJobs(jobs, complete, stack, errors);
  validateSpot(given, complete.services, jobs, stack, errors);
  validateBehindCloudFront(complete, (name) => hasLoadBalancers(name, complete), stack, errors);
  validateDualStack(complete, stack, errors);
  validateLoadBalancerSubnets(complete, (name) => hasLoadBalancers(name, complete), stack, errors);
  const running = [...Object.values(complete.services), ...demandsOfJobs(jobs)];
  for (const name of allPlatformNames) validateTogether(name, running, complete, errors);
  errors.throwIfAny();
  // What holds on several platforms is said once.
  const ofServices = platformNames.flatMap((name) => warningsOnPlatform(name, complete.services, complete));
  warnings.push(...new Set(ofServices));

  for (const name of allPlatformNames)
    warnings.push(...warningsAboutJobs(name, jobsOn(name, jobs), complete));

  const ignored = allPlatformNames.filter((name) => given[name] && !stack.allPlatforms.includes(name));
  warnings.push(
    ...ignored.map(
      (name) => `${formatPath([name])} is ignored: ${formatPath(["platforms"])} doesn't have it.`,
    ),
  );
  const balanced = behindOwnLoadBalancers(complete.services, (name) => hasLoadBalancers(name, complete));
  warnings.push(...warningsAboutUnusedLoadBalancer(given, complete.services, balanced));
  warnings.push(...warningsAboutCapacity(given, complete.services, jobs, stack));
  warnings.push(...warningsAboutEvents(jobs, complete.data));
  warnings.push(...warningsAboutUnmonitored(stack.runtimeMonitoring, { ...complete, jobs }, complete));
  warnings.push(...warningsBehindCloudFront(complete.loadBalancer));
  warnings.push(...warningsAboutLongRequests(complete.loadBalancer, complete.services));
  const tags = allTags(stack.tier, complete.tags);
  const logKey = { protect: stack.protection };
  return {
    ...complete,
    network: withIpv6(complete.network, balanced.length > 0 ? complete.loadBalancer : undefined),
    loadBalancer: balanced.length > 0 ? complete.loadBalancer : withoutResources(complete.loadBalancer),
    ...splitJobs(jobs),
    provider: providerSettings(provider, file.isSecret, tags),
    logKey,
    warnings,
  };
}

/** What every section may know. */
function stackContext(
  given: GivenSettings,
  { isSecret }: StackFile,
  provider: ReturnType<typeof readProvider>,
): StackContext {
  const tier = given.tier ?? defaultTier;
  const { platforms: allPlatforms = platformNames } = given;
  const platforms = allPlatforms.filter(runsServices);
  return {
    tier,
    protection: given.protection ?? defaultProtection[tier],
    platforms,
    allPlatforms,
    region: provider.region,
    knownRegionsOnly: provider.skipRegionValidation !== true,
    identity: identityOf(provider, isSecret),
    hasDomain: "domain" in given && given.domain !== undefined,
    hasBackups: given.backups !== undefined,
    runtimeMonitoring: isMonitored(given.guardDuty),
    hasAlarms: given.alarms !== undefined,
    hasCloudFront: given.loadBalancer?.cloudFront === true,
    availabilityZones: availabilityZonesOf(given.network, tier),
    tasksArePublic: tasksArePublic(given.network, tier),
    caches: Object.keys(given.registry?.caches ?? {}),
    data: Object.fromEntries(Object.entries(given.data ?? {}).map(([name, { type }]) => [name, type])),
    createdData: Object.values(given.data ?? {}).flatMap(({ type, existing }) =>
      existing === undefined ? [type] : [],
    ),
    eventBuckets: bucketsWithEvents(given.jobs ?? {}),
    reportingBuckets: [
      ...bucketsWithEvents(given.jobs ?? {}),
      ...Object.entries(given.data ?? {}).flatMap(([name, { notifies }]) =>
        notifies === undefined ? [] : [name],
      ),
    ],
    serviceNames: Object.keys(given.services ?? { [defaultService]: {} }),
    jobPlatforms: Object.values(given.jobs ?? {}).flatMap((job) => platformsOf(job, { allPlatforms })),
    hosts: hostsOf(given.services ?? {}, platforms),
    platformsIgnoring: {
      capacity: platformsIgnoring("capacity", allPlatforms, given),
      logs: platformsIgnoring("logs", allPlatforms, given),
      spot: platformsIgnoring("spot", allPlatforms, given),
      staticAddresses: platformsIgnoring("staticAddresses", allPlatforms, given),
      tokens: platformsIgnoring("tokens", allPlatforms, given),
    },
    connectedServices: connectedServices(given.services ?? {}, platforms),
    isSecret,
  };
}

/** Whether a section counts: one of a platform does where the stack has the platform. */
function isPresent(name: SectionName, { allPlatforms }: StackContext): boolean {
  return !(name in platformSections) || allPlatforms.includes(name);
}

/** Validates and completes one section, and returns its warnings. */
function addSection<Name extends SectionName>(
  settings: Partial<SectionsSettings>,
  name: Name,
  given: GivenSettings,
  stack: StackContext,
  errors: ValidationErrors,
): string[] {
  const section = sectionsByName[name];
  const made = section.settings(given[name], stack);
  section.validate?.(given[name], stack, errors);
  if (made !== undefined) settings[name] = made;
  return section.warnings?.(made) ?? [];
}

/** A secret is possible only where it goes into a resource as it is: what the plan depends on would be shown by it. */
function validateKeys({ secrets, misplaced }: StackFile, errors: ValidationErrors): void {
  for (const path of secrets) {
    const schema = schemaAt(settingsSchema, path);
    if (schema && !acceptsSecret(schema)) {
      errors.addForAll(
        path,
        "is secret, but the plan depends on it and would show it: set it without --secret.",
      );
    }
  }
  for (const path of misplaced) {
    errors.add(path, `can't be set: ${formatPath(path.slice(0, 1))} isn't a map there.`);
  }
}
