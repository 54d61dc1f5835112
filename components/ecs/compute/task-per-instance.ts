import { defaultMaxInstances } from "../../../facts/ecs-computes";
import { rollingDefaults, tasksDuringDeployment } from "../../../facts/ecs-deployments";
import { defaultPort } from "../../published";
import type { ServiceDescription } from "../../service";
import { shiftsRequests } from "../../service-deployment";

/** What decides on how many instances a service needs for itself. */
export type ServiceOnOwnInstances = Pick<
  ServiceDescription,
  | "networkMode"
  | "placement"
  | "exposure"
  | "port"
  | "sidecars"
  | "scaling"
  | "capacity"
  | "deployment"
  | "minimumHealthyPercent"
  | "maximumPercent"
>;

/** The ports of its instance that a task has in network mode host: the service's, unless nobody reaches it, and those of its sidecars. */
export function hostPorts({
  networkMode,
  exposure,
  port = defaultPort,
  sidecars = {},
}: ServiceOnOwnInstances): number[] {
  if (networkMode !== "host") return [];
  const ofSidecars = Object.values(sidecars).flatMap((sidecar) => sidecar.port ?? []);
  return [...(exposure === "none" ? [] : [port]), ...ofSidecars];
}

/**
 * The fewest instances on which a service can be deployed that has one task on each: for the constraint distinctInstance, or in
 * network mode host for its ports. Undefined for other services. A rolling deployment stops a task before it starts another one
 * where minimumHealthyPercent allows it, and needs one instance more otherwise; one that shifts requests replaces all tasks at once.
 */
export function leastInstances(service: ServiceOnOwnInstances): number | undefined {
  const { placement, scaling = {}, deployment } = service;
  if (hostPorts(service).length === 0 && !placement?.distinctInstance) return undefined;
  const { min = 1, max = min, schedules = [] } = scaling;
  const tasks = Math.max(max, ...schedules.flatMap((schedule) => schedule.max ?? []));
  if (deployment && shiftsRequests({ strategy: deployment.strategy ?? "rolling" })) return 2 * tasks;
  const {
    minimumHealthyPercent = rollingDefaults.minimumHealthyPercent,
    maximumPercent = rollingDefaults.maximumPercent,
  } = service;
  const { least } = tasksDuringDeployment(tasks, { minimumHealthyPercent, maximumPercent });
  return least < tasks ? tasks : tasks + 1;
}

/** The most instances that a service can have: those of its group On-Demand, of that on Spot, or of both. */
export function mostInstances(
  { capacity = "on-demand" }: Pick<ServiceOnOwnInstances, "capacity">,
  { max = defaultMaxInstances }: { max?: number | undefined },
): number {
  if (typeof capacity === "string") return max;
  const { base = 0, onDemand = 0, spot = 0 } = capacity;
  return (base + onDemand > 0 && spot > 0 ? 2 : 1) * max;
}

/**
 * Validates services that have a port of their instances in common: ECS places none beside another one, so that each task of all of them
 * needs an instance for itself.
 *
 * @param services The services on instances, by where the arguments have them.
 */
export function validateSharedPorts(
  services: readonly (readonly [at: string, service: ServiceOnOwnInstances & { architecture?: string }])[],
  instances: { max?: number | undefined },
): string[] {
  const ports = new Set(services.flatMap(([, service]) => hostPorts(service)));
  const architectures = new Set(services.map(([, { architecture = "arm64" }]) => architecture));
  return [...ports].flatMap((port) =>
    [...architectures].flatMap((architecture) => {
      const shared = services.filter(
        ([, service]) =>
          (service.architecture ?? "arm64") === architecture && hostPorts(service).includes(port),
      );
      const least = shared.reduce((sum, [, service]) => sum + (leastInstances(service) ?? 0), 0);
      const most = Math.max(0, ...shared.map(([, service]) => mostInstances(service, instances)));
      return shared.length < 2 || least <= most
        ? []
        : [
            `${shared.map(([at]) => at).join(" and ")} have port ${port} of each instance, and are deployed on ${least} together: must fit the ${most} of instances.max, or have ports of their own`,
          ];
    }),
  );
}
