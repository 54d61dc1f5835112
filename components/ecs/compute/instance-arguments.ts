import type { Architecture } from "../../../facts/architectures";
import {
  type ClusterCompute,
  clusterComputes,
  type EcsCompute,
  ecsComputes,
  type InstanceKindName,
  instanceKindNames,
  instanceLimits,
} from "../../../facts/ecs-computes";
import {
  architectureOf,
  hasGpus,
  hasRoomFor,
  instanceSize,
  instanceTypesFor,
  isInstanceType,
} from "../../../facts/ecs-instances";
import { mustBe, oneOf, validateOneOf, validateWholeNumber } from "../../invalid-arguments";
import type { ServiceDescription } from "../../service";
import type { EcsNetwork } from "../ecs-network";
import {
  leastInstances,
  mostInstances,
  type ServiceOnOwnInstances,
  validateSharedPorts,
} from "./task-per-instance";

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
function running({ services = {}, jobs = {} }: ComputeArgs): [at: string, ServiceOnInstances][] {
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

/** Validates what tasks run on. */
export function validateCompute(args: ComputeArgs): string[] {
  const { compute = "fargate", instances } = args;
  return [
    ...validateOneOf("compute", compute, clusterComputes),
    ...(instances ? validateInstances(compute, instances, args) : []),
    ...running(args).flatMap(([at, service]) => {
      const on = service.compute ?? compute;
      return [
        ...validateOneOf(`${at}.compute`, service.compute, ecsComputes),
        ...(on === "external" && !args.external
          ? [`${at}.compute is "external": must be another one, or external true`]
          : []),
        ...validateGpu(at, service, on),
        ...(choosesTypes(on, instances) ? [] : validateRoom(at, service, instances ?? {})),
        ...(on === "ec2" ? validateOwnInstances(at, service, instances ?? {}) : []),
      ];
    }),
    ...validateSharedPorts(
      running(args).filter(([, { compute: own = compute }]) => own === "ec2"),
      instances ?? {},
    ),
    ...validateNetwork(args),
  ];
}

/** Whether the stack doesn't choose what has room for a task: AWS does on Fargate, people of external instances, and ECS of Managed Instances where no types are given. */
export function choosesTypes(on: EcsCompute, { types }: InstancesArgs = {}): boolean {
  return on === "fargate" || on === "external" || (on === "managed-instances" && types === undefined);
}

/** Instances are in the network's private subnets. */
function validateNetwork({ network, ...args }: ComputeArgs): string[] {
  const { compute = "fargate" } = args;
  const onInstances =
    compute !== "fargate" ||
    running(args).some(([, each]) => ["ec2", "managed-instances"].includes(each.compute ?? compute));
  if (!onInstances) return [];
  if (network === undefined) return ["network is missing: must be given to a cluster with instances"];
  return network.assignPublicIp
    ? ["network.assignPublicIp is true: must be false with instances, whose tasks have no public addresses"]
    : [];
}

function validateInstances(
  compute: ClusterCompute,
  { types, min, max, diskGib, keep }: InstancesArgs,
  args: ComputeArgs,
): string[] {
  const used = new Set([compute, ...running(args).map(([, each]) => each.compute)]);
  const least = min ?? instanceLimits.min.min;
  return [
    ...(used.has("ec2") || used.has("managed-instances")
      ? []
      : ["instances has no effect: must be left out where everything runs on Fargate"]),
    ...(used.has("managed-instances") && !used.has("ec2") ? validateWithoutGroups({ min, max }) : []),
    ...(types?.length === 0 ? ["instances.types is empty: must have a type, or be left out"] : []),
    ...(types ?? []).flatMap((type, index) =>
      isInstanceType(type)
        ? []
        : [mustBe(`instances.types[${index}]`, type, "an instance type, such as m7g.large")],
    ),
    ...validateWholeNumber("instances.min", least, instanceLimits.min),
    ...(max === undefined ? [] : validateWholeNumber("instances.max", max, instanceLimits.max)),
    ...(max !== undefined && max < least
      ? [mustBe("instances.max", max, `at least instances.min, which is ${least}`)]
      : []),
    ...(diskGib === undefined
      ? []
      : validateWholeNumber("instances.diskGib", diskGib, instanceLimits.diskGib)),
    ...(keep !== undefined && compute === "fargate"
      ? ["instances.keep needs compute ec2 or managed-instances: must be left out"]
      : (keep ?? []).flatMap((each, index) =>
          validateOneOf(`instances.keep[${index}]`, each, instanceKindNames),
        )),
  ];
}

/** ECS starts and terminates Managed Instances by the tasks alone. */
function validateWithoutGroups(bounds: Pick<InstancesArgs, "min" | "max">): string[] {
  return Object.entries(bounds).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [`instances.${key} needs the Auto Scaling groups of ec2: must be left out with managed-instances`],
  );
}

function validateGpu(
  at: string,
  { gpu, architecture = "arm64" }: ServiceOnInstances,
  on: EcsCompute,
): string[] {
  // Of external instances, the service's component refuses it.
  if (gpu === undefined || on === "external") return [];
  if (on === "fargate") return [`${at}.gpu needs instances: must be left out on Fargate, which has no GPUs`];
  return architecture === "arm64"
    ? [
        `${at}.gpu needs ${at}.architecture x86_64: must be left out on arm64, for which ECS has no image with GPUs`,
      ]
    : [];
}

/** A task that is larger than an empty instance would never start. */
function validateRoom(at: string, service: ServiceOnInstances, instances: InstancesArgs): string[] {
  const { architecture = "arm64", gpu } = service;
  const task = taskSizeOf(service);
  const types = typesFor(architecture, [service], instances);
  const kind = gpu === undefined ? architecture : `${architecture} with GPUs`;
  if (types.length === 0) {
    return instances.types === undefined
      ? [
          `${at} is larger than the largest instances by default: must be smaller, or instances.types have larger ones`,
        ]
      : [
          `instances.types has none of ${kind}, which ${at} needs: must have one, such as ${examples[gpu ? "gpu" : architecture]}`,
        ];
  }
  const small = types.filter((type) => {
    const size = instanceSize(type);
    return size !== undefined && !hasRoomFor(size, task);
  });
  return small.length === 0
    ? []
    : [
        `${at} has tasks of ${task.cpu} CPU units and ${task.memory} MiB${gpu === undefined ? "" : ` and ${gpu} GPUs`}: must fit ` +
          `each of instances.types, but ${oneOf(small)} is too small`,
      ];
}

/** Tasks without an instance for themselves would wait until the deployment has failed. */
function validateOwnInstances(at: string, service: ServiceOnInstances, instances: InstancesArgs): string[] {
  const least = leastInstances(service);
  const most = mostInstances(service, instances);
  const { instanceTypes = [] } = service.placement ?? {};
  const types = typesFor(service.architecture ?? "arm64", [service], instances);
  const others = instanceTypes.filter((type) => isInstanceType(type) && !types.includes(type));
  return [
    ...(least === undefined || least <= most
      ? []
      : [
          `${at} has one task on each instance, and is deployed on ${least}: must fit the ${most} of instances.max, or have a lower minimumHealthyPercent`,
        ]),
    ...(others.length === 0
      ? []
      : [
          `${at}.placement.instanceTypes has ${others.join(", ")}: must be among the cluster's types for it, ${oneOf(types)}`,
        ]),
  ];
}

const examples = { arm64: "m7g.large", x86_64: "m7i.large", gpu: "g4dn.xlarge" } as const;
