import type * as pulumi from "@pulumi/pulumi";
import type { Domain } from "./domain";
import type { ServiceDescription } from "./service";

/** A service of a stack, and the platforms that run it. */
export interface StackService {
  readonly name: string;
  readonly platforms: readonly string[];
  readonly service: ServiceDescription;
}

/** A service that runs on a platform. */
export interface DeployedService extends pulumi.Resource {
  readonly name: string;
  /** Address of a public service. */
  readonly url: pulumi.Output<string> | undefined;
}

/** Where the public services of a platform are reached. */
export interface PlatformLoadBalancers {
  /** Host name of the load balancer that routes requests. */
  readonly hostName: pulumi.Output<string> | undefined;
  /** Host names, and static addresses, of what forwards connections, by service. */
  readonly endpoints: Readonly<Record<string, object>> | undefined;
}

/** What runs on a platform. */
export interface RunningPlatform {
  readonly deployed: readonly DeployedService[];
  readonly loadBalancers: PlatformLoadBalancers;
  /** Stack outputs that this platform alone has. */
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** What runs on a platform, and the stack outputs that the platform adds. */
export interface Deployment {
  readonly deployed: readonly DeployedService[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * Deploys the services of a platform, if the stack has it.
 *
 * @param platform Name of the platform, as services have it.
 * @param args Arguments of the platform; undefined where the stack doesn't have it.
 * @param stack All services, and the stack's domain: hosts of routes are below the platform's own name.
 * @param run Creates the platform with its services.
 * @returns the services, and the stack outputs: of ecs, ecsUrls, ecsLoadBalancer and ecsNetworkLoadBalancers.
 */
export function deploy<Args, Service extends StackService>(
  platform: string,
  args: Args | undefined,
  { services, domain }: { services: readonly Service[]; domain: Domain | undefined },
  run: (onPlatform: Service[], args: Args) => RunningPlatform,
): Deployment {
  if (args === undefined) return { deployed: [], outputs: {} };
  const onPlatform = services.filter(({ platforms }) => platforms.includes(platform));
  const named = onPlatform.map((each): Service => {
    const { routes } = each.service;
    return domain && routes
      ? { ...each, service: { ...each.service, routes: domain.routes(platform, routes) } }
      : each;
  });
  const { deployed, loadBalancers, outputs } = run(named, args);
  return {
    deployed,
    outputs: {
      [`${platform}Urls`]: urlsOf(deployed),
      [`${platform}LoadBalancer`]: loadBalancers.hostName,
      [`${platform}NetworkLoadBalancers`]: loadBalancers.endpoints,
      ...outputs,
    },
  };
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

/** The outputs of all platforms, without those that a stack doesn't have. */
export function outputsOf(deployments: readonly Deployment[]): Record<string, unknown> {
  const all = deployments.flatMap(({ outputs }) => Object.entries(outputs));
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}
