import type * as pulumi from "@pulumi/pulumi";
import type { BackedUp } from "./backed-up";
import type { Domain } from "./domain";
import type { JobDescription } from "./job";
import type { ServiceDescription } from "./service";
import type { Watched } from "./watched";

/** A service of a stack, and the platforms that run it. */
export interface StackService {
  readonly name: string;
  readonly platforms: readonly string[];
  readonly service: ServiceDescription;
}

/** A job of a stack, and the platform that runs it. */
export interface StackJob {
  readonly name: string;
  readonly platforms: readonly string[];
  readonly job: JobDescription;
}

/** A service or a job on a platform. */
export interface DeployedService extends pulumi.Resource {
  readonly name: string;
  /** Address of a public service. */
  readonly url: pulumi.Output<string> | undefined;
  /** The command that approves a deployment of it which waits. @default none */
  readonly approval?: pulumi.Output<string> | undefined;
  /** What alarms and a dashboard watch of it. @default nothing */
  readonly watched?: Watched | undefined;
}

/** What runs on a platform, and the stack outputs that the platform adds. */
export interface Deployment {
  readonly deployed: readonly DeployedService[];
  /** What starts each job by hand, by name. @default none */
  readonly jobs?: Readonly<Record<string, unknown>>;
  /** What of the platform AWS Backup backs up. @default nothing */
  readonly backedUp?: readonly BackedUp[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * Deploys the services and jobs of a platform, if the stack has it.
 *
 * @param platform Name of the platform, as services have it.
 * @param args Arguments of the platform; undefined where the stack doesn't have it.
 * @param stack All services and jobs, and the stack's domain: hosts of routes are below the platform's own name.
 * @param run Creates the platform with its services, and its jobs by name.
 */
export function deploy<Args, Service extends StackService>(
  platform: string,
  args: Args | undefined,
  stack: { services: readonly Service[]; jobs?: readonly StackJob[]; domain: Domain | undefined },
  run: (onPlatform: Service[], args: Args, jobs: Record<string, JobDescription>) => Deployment,
): Deployment {
  if (args === undefined) return { deployed: [], outputs: {} };
  const { services, jobs = [], domain } = stack;
  const onPlatform = services.filter(({ platforms }) => platforms.includes(platform));
  const jobsOnPlatform = jobs.filter(({ platforms }) => platforms.includes(platform));
  const named = onPlatform.map((each): Service => {
    const { routes } = each.service;
    return domain && routes
      ? { ...each, service: { ...each.service, routes: domain.routes(platform, routes) } }
      : each;
  });
  return run(named, args, Object.fromEntries(jobsOnPlatform.map(({ name, job }) => [name, job])));
}

/** The descriptions of services by their names. */
export function byName<Service extends StackService>(
  services: readonly Service[],
): Record<string, Service["service"]> {
  return Object.fromEntries(services.map(({ name, service }) => [name, service]));
}

/** The addresses of the public services, by name. */
export function urlsOf(deployed: readonly DeployedService[]): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(deployed.flatMap(({ name, url }) => (url ? [[name, url]] : [])));
}

/** What a service is on each of the platforms. */
export function deployedAs(name: string, deployments: readonly Deployment[]): DeployedService[] {
  return deployments.flatMap(({ deployed }) => deployed.filter((service) => service.name === name));
}

/** The outputs of all platforms, without those that a stack doesn't have; `jobs` and `approvals` where it has any. */
export function outputsOf(deployments: readonly Deployment[]): Record<string, unknown> {
  const all = deployments.flatMap(({ outputs }) => Object.entries(outputs));
  const jobs = deployments.flatMap(({ jobs = {} }) => Object.entries(jobs));
  const approvals = deployments.flatMap(({ deployed }) =>
    deployed.flatMap(({ name, approval }) => (approval ? [[name, approval]] : [])),
  );
  return Object.fromEntries([
    ...all.filter(([, value]) => value !== undefined),
    ...(approvals.length > 0 ? [["approvals", Object.fromEntries(approvals)]] : []),
    ...(jobs.length > 0 ? [["jobs", Object.fromEntries(jobs)]] : []),
  ]);
}

/** The jobs of a platform, and the stack outputs that they add. */
export interface DeployedJobs {
  readonly jobs: readonly (DeployedService & { readonly runs: object })[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** A deployment with the platform's jobs. */
export function withJobs({ deployed, outputs, ...others }: Deployment, added: DeployedJobs): Deployment {
  return {
    ...others,
    deployed: [...deployed, ...added.jobs],
    outputs: { ...outputs, ...added.outputs },
    jobs: Object.fromEntries(added.jobs.map(({ name, runs }) => [name, runs])),
  };
}
