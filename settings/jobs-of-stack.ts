import { rollingDefaults } from "../facts/ecs-deployments";
import { type Platform, type PlatformsSettings, platformChecks } from "./platforms";
import type { Demand, StackContext } from "./section";
import { type DescribedJob, type JobSettings, type WorkerScaling, withService } from "./sections/jobs";
import type { ServiceSettings } from "./sections/services";
import { architectureOf, setOnService } from "./sections/x86-image";
import type { ValidationErrors } from "./toolkit/validation-errors";

type Jobs = Readonly<Record<string, JobSettings>>;
type Services = Readonly<Record<string, ServiceSettings>>;

/** A worker: a service that nobody reaches, for the messages of a queue. */
export type WorkerSettings = ReturnType<typeof workerSettings>;

/** The jobs that run to their end, and the workers, by name. */
export function splitJobs(all: Jobs): {
  jobs: Record<string, JobSettings>;
  workers: Record<string, WorkerSettings>;
} {
  const entries = Object.entries(all);
  const workers = entries.flatMap(([name, { worker, ...job }]): [string, WorkerSettings][] =>
    worker ? [[name, workerSettings(job, worker)]] : [],
  );
  return {
    jobs: Object.fromEntries(entries.filter(([, { worker }]) => worker === undefined)),
    workers: Object.fromEntries(workers),
  };
}

/** Without the keys of runs. It uses its queue without naming it. */
function workerSettings(
  { retries: _, timeoutMinutes: _timeout, concurrency: _concurrency, ...job }: Omit<JobSettings, "worker">,
  { queue, scaling, messagesPerTask }: WorkerScaling,
) {
  return {
    ...job,
    uses: [...new Set([...job.uses, queue])],
    exposure: "none" as const,
    scaling,
    backlog: { queue, messagesPerTask },
  };
}

/** The jobs, those of a service with its container; without those of a service that the stack doesn't have, which are refused. */
export function completeJobs(
  jobs: Readonly<Record<string, DescribedJob>>,
  services: Services,
): Record<string, JobSettings> {
  const complete = Object.entries(jobs).flatMap(([name, job]): [string, JobSettings][] => {
    const whole = withService(job, services);
    return whole ? [[name, whole]] : [];
  });
  return Object.fromEntries(complete);
}

/** Adds the architectures that differ from that of the job's image, and what each platform rejects of its jobs. */
export function validateJobs(
  jobs: Jobs,
  { services, ...platforms }: Partial<PlatformsSettings> & { services: Services },
  stack: StackContext,
  errors: ValidationErrors,
): void {
  for (const [name, job] of Object.entries(jobs)) validateArchitecture(name, job, services, errors);
  if (errors.has(["platforms"])) return;
  for (const [name, job] of Object.entries(jobs)) {
    for (const platform of job.platforms.filter((each) => stack.allPlatforms.includes(each))) {
      validateJob(platform, name, job, platforms, stack, errors);
    }
  }
}

/** An image that the stack builds is of one architecture, its service's: on another no process would start. */
function validateArchitecture(
  name: string,
  { architecture, imageOf }: JobSettings,
  services: Services,
  errors: ValidationErrors,
): void {
  const service = imageOf === undefined ? undefined : services[imageOf];
  if (imageOf === undefined || service?.source === undefined || architecture === service.architecture) return;
  const path = ["jobs", name, "architecture"];
  if (errors.has(path) || errors.has(architectureOf(imageOf))) return;
  errors.add(
    path,
    `is ${architecture}, but its image, that of ${imageOf}, is built for ${service.architecture}: ` +
      setOnService(imageOf, "set", architecture),
  );
}

/** The jobs of a platform. */
export function jobsOn(platform: Platform, jobs: Jobs): Jobs {
  return Object.fromEntries(Object.entries(jobs).filter(([, { platforms }]) => platforms.includes(platform)));
}

function validateJob<Name extends Platform>(
  platform: Name,
  name: string,
  job: JobSettings,
  platforms: Partial<PlatformsSettings>,
  stack: StackContext,
  errors: ValidationErrors,
): void {
  const own: PlatformsSettings[Name] | undefined = platforms[platform];
  if (own !== undefined) platformChecks[platform].validateJob?.(name, job, stack, errors, own);
}

/** What jobs ask of the nodes: one run of each, and all replicas of workers. */
export function demandsOfJobs(jobs: Jobs): (Demand & { platforms: readonly Platform[] })[] {
  return Object.values(jobs).map(
    ({ cpu, memory, gpu, compute, nodeGroup, platforms, array = 1, worker }) => ({
      ...{ cpu, memory, gpu, compute, nodeGroup, platforms },
      scaling: worker?.scaling ?? { min: 1, max: array },
      maximumPercent: worker ? rollingDefaults.maximumPercent : 100,
    }),
  );
}
