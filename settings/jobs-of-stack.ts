import { type Platform, type PlatformsSettings, platformChecks } from "./platforms";
import type { Demand, StackContext } from "./section";
import { type DescribedJob, type JobSettings, type WorkerScaling, withService } from "./sections/jobs";
import type { ServiceSettings } from "./sections/services";
import type { ValidationErrors } from "./toolkit/validation-errors";

type Jobs = Readonly<Record<string, JobSettings>>;

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
    ...(messagesPerTask !== undefined && { backlog: { queue, messagesPerTask } }),
  };
}

/** The jobs, those of a service with its container; without those of a service that the stack doesn't have, which are refused. */
export function completeJobs(
  jobs: Readonly<Record<string, DescribedJob>>,
  services: Readonly<Record<string, ServiceSettings>>,
): Record<string, JobSettings> {
  const complete = Object.entries(jobs).flatMap(([name, job]): [string, JobSettings][] => {
    const whole = withService(job, services);
    return whole ? [[name, whole]] : [];
  });
  return Object.fromEntries(complete);
}

/** Adds what each platform rejects of its jobs. */
export function validateJobs(
  jobs: Jobs,
  platforms: Partial<PlatformsSettings>,
  stack: StackContext,
  errors: ValidationErrors,
): void {
  if (errors.has(["platforms"])) return;
  for (const [name, job] of Object.entries(jobs)) {
    for (const platform of job.platforms.filter((each) => stack.allPlatforms.includes(each))) {
      validateJob(platform, name, job, platforms, stack, errors);
    }
  }
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
      maximumPercent: worker ? 200 : 100,
    }),
  );
}
