import type { NodeDemand } from "../facts/eks-node-cpus";
import { type Platform, platformSections } from "./platforms";
import type { StackContext } from "./section";
import { type DescribedJob, type JobSettings, withService } from "./sections/jobs";
import type { ServiceSettings } from "./sections/services";
import type { ValidationErrors } from "./toolkit/validation-errors";

type Jobs = Readonly<Record<string, JobSettings>>;

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
export function validateJobs(jobs: Jobs, stack: StackContext, errors: ValidationErrors): void {
  if (errors.has(["platforms"])) return;
  for (const [name, job] of Object.entries(jobs)) {
    for (const platform of job.platforms.filter((each) => stack.platforms.includes(each))) {
      platformSections[platform].validateJob?.(name, job, stack, errors);
    }
  }
}

/** What jobs ask of the nodes: one run of each. */
export function demandsOfJobs(jobs: Jobs): (NodeDemand & { platforms: readonly Platform[] })[] {
  return Object.values(jobs).map(({ cpu, memory, platforms, array = 1 }) => ({
    ...{ cpu, memory, platforms },
    scaling: { min: 1, max: array },
    maximumPercent: 100,
  }));
}
