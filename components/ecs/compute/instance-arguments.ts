import type { Architecture } from "../../../facts/architectures";
import type { ClusterCompute, EcsCompute, InstanceKindName } from "../../../facts/ecs-computes";
import { architectureOf, hasGpus, instanceTypesFor } from "../../../facts/ecs-instances";
import type { ServiceDescription } from "../../service";
import type { EcsNetwork } from "../ecs-network";
import type { ServiceOnOwnInstances } from "./task-per-instance";

/** What the instances of a cluster are, where services run on any. */
export interface InstancesArgs {
  /**
   * Types of the EC2 instances, such as m7g.large; of Auto Scaling groups, On-Demand ones are started in this order, Spot ones
   * where there is most capacity. Services use those of their architecture, and with `gpu` those with GPUs.
   * @default of the smallest size that has room for each task: m6g, r6g and c6g, m6a, r6a and c6a, or g4dn and g5;
   * Managed Instances: any current one with room for each task
   */
  types?: string[];
  /** Instances that each Auto Scaling group keeps, even without a task; `ec2` only. @default 0 */
  min?: number;
  /** Instances that each Auto Scaling group has at most, a limit on cost; `ec2` only. @default 4 */
  max?: number;
  /** GiB of each instance's encrypted gp3 volume, 30 to 16384, $0.08 a month each. @default 30 */
  diskGib?: number;
  /**
   * Kinds of instances that there are groups of, even where no service needs them. AWS takes no capacity provider from a cluster
   * that tasks still use: name its kind here in the update that moves the last service off it.
   * @default those of the services
   */
  keep?: InstanceKindName[];
}

/** What decides on the instances of a service or a job. */
export type ServiceOnInstances = Pick<
  ServiceDescription,
  "architecture" | "cpu" | "memory" | "gpu" | "compute"
> &
  ServiceOnOwnInstances;

/** What of a cluster's arguments decides on its instances. */
export interface ComputeArgs {
  /** What tasks run on whose service or job says nothing. @default fargate */
  compute?: ClusterCompute;
  /** Whether services may run on machines of one's own. @default false */
  external?: boolean;
  /** The instances. @default none are asked for: those that the services need */
  instances?: InstancesArgs;
  /** The services, by name. @default none */
  services?: Readonly<Record<string, ServiceOnInstances>>;
  /** The jobs, by name. @default none */
  jobs?: Readonly<Record<string, ServiceOnInstances>>;
  /** The network of the instances. @default none */
  network?: Pick<EcsNetwork, "assignPublicIp">;
}

/** All services and jobs, by where the arguments have them. */
export function running({ services = {}, jobs = {} }: ComputeArgs): [at: string, ServiceOnInstances][] {
  return Object.entries({ services, jobs }).flatMap(([section, described]) =>
    Object.entries(described).map(([name, each]): [string, ServiceOnInstances] => [
      `${section}.${name}`,
      each,
    ]),
  );
}

/** All services and jobs on one compute. */
export function runningOn(on: EcsCompute, args: ComputeArgs): ServiceOnInstances[] {
  const { compute: standard = "fargate" } = args;
  return running(args).flatMap(([, each]) => ((each.compute ?? standard) === on ? [each] : []));
}

/** The sizes of tasks that say nothing. */
const defaultSize = { cpu: 256, memory: 512 };

/** The size of a service's tasks. */
export function taskSizeOf({ cpu = defaultSize.cpu, memory = defaultSize.memory, gpu }: ServiceOnInstances) {
  return { cpu, memory, gpu };
}

/** The types of instances for services of one architecture, all of them with GPUs or none. */
export function typesFor(
  architecture: Architecture,
  services: readonly ServiceOnInstances[],
  { types }: InstancesArgs,
): string[] {
  const gpu = services.some((service) => service.gpu !== undefined);
  return (
    types?.filter((type) => architectureOf(type) === architecture && hasGpus(type) === gpu) ??
    instanceTypesFor(architecture, services.map(taskSizeOf))
  );
}

/** Whether the stack doesn't choose what has room for a task: AWS does on Fargate, people of external instances, and ECS of Managed Instances where no types are given. */
export function choosesTypes(on: EcsCompute, { types }: InstancesArgs = {}): boolean {
  return on === "fargate" || on === "external" || (on === "managed-instances" && types === undefined);
}
