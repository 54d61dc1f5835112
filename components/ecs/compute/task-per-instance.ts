import { defaultMaxInstances } from "../../../facts/ecs-computes";
import { tasksDuringDeployment } from "../../../facts/ecs-deployments";
import type { ServiceDescription } from "../../service";
import { shiftsRequests } from "../../service-deployment";

/** What decides on how many instances a service needs for itself. */
export type ServiceOnOwnInstances = Pick<
  ServiceDescription,
  | "networkMode"
  | "placement"
  | "exposure"
  | "scaling"
  | "capacity"
  | "deployment"
  | "minimumHealthyPercent"
  | "maximumPercent"
>;

/**
 * The fewest instances on which a service can be deployed that has one task on each: for the constraint distinctInstance, or in
 * network mode host for its port. Undefined for other services. A rolling deployment stops a task before it starts another one
 * where minimumHealthyPercent allows it, and needs one instance more otherwise; one that shifts requests starts all tasks anew.
 */
export function leastInstances(service: ServiceOnOwnInstances): number | undefined {
  const { networkMode, placement, exposure, scaling = {}, deployment } = service;
  const hasPort = networkMode === "host" && exposure !== "none";
  if (!hasPort && !placement?.distinctInstance) return undefined;
  const { min = 1, max = min, schedules = [] } = scaling;
  const tasks = Math.max(max, ...schedules.flatMap((schedule) => schedule.max ?? []));
  if (deployment && shiftsRequests({ strategy: deployment.strategy ?? "rolling" })) return 2 * tasks;
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = service;
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
