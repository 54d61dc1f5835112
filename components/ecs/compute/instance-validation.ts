import {
  type ClusterCompute,
  clusterComputes,
  type EcsCompute,
  ecsComputes,
  instanceKindNames,
  instanceLimits,
} from "../../../facts/ecs-computes";
import { hasRoomFor, instanceSize, isInstanceType } from "../../../facts/ecs-instances";
import { mustBe, oneOf, validateOneOf, validateWholeNumber } from "../../invalid-arguments";
import {
  type ComputeArgs,
  choosesTypes,
  type InstancesArgs,
  running,
  type ServiceOnInstances,
  taskSizeOf,
  typesFor,
} from "./instance-arguments";
import { leastInstances, mostInstances, validateSharedPorts } from "./task-per-instance";

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
