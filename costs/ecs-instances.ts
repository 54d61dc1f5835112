import type { CostLine, Range } from "pulumi-offline-preview";
import { defaultInstanceDisk } from "../facts/ecs-computes";
import { type InstanceSize, instanceSize, instanceTypesFor, memoryForTasks } from "../facts/ecs-instances";
import type { CostKind } from "./cost-kind";
import { costLine } from "./cost-line";
import { isOfNodes, selfManagedNodes } from "./eks-node-groups";
import type { Estimate, Estimators } from "./estimator";
import { sizeInUnits, tasksOn } from "./fargate";
import { priceOfInstance } from "./instance-prices";
import { input, inside, list, number, type PricedResource, text } from "./priced-plan";
import { monitored } from "./runtime-monitoring";

/** Instances that ECS starts for tasks, and those of other Auto Scaling groups. */
export const ecsInstances: Estimators = {
  "aws:autoscaling/group:Group": (group, estimate) =>
    isOfNodes(group) ? selfManagedNodes(group, estimate) : autoScalingGroup(group, estimate),
  "aws:ecs/capacityProvider:CapacityProvider": capacityProvider,
};

/** Instances of one capacity provider. */
interface Instances {
  resource: PricedResource;
  /** Name of the capacity provider. */
  provider: string;
  /** Their type, or the one that is assumed. */
  type: string | undefined;
  /** Fewest and most of them, whatever the tasks. */
  bounds: Range;
  spot: boolean;
  /** GiB of each one's volume. */
  disk: number;
  /** Share of the On-Demand price that ECS takes for managing them. */
  fee?: number;
  /** Why they are of this type. */
  ofType: string;
}

/** The instances of a group, all of the first type. */
function autoScalingGroup(group: PricedResource, estimate: Estimate): CostLine[] {
  const { plan } = estimate;
  const [provider] = plan.users(
    group,
    "aws:ecs/capacityProvider:CapacityProvider",
    "autoScalingGroupProvider",
  );
  const policy = input(group, "mixedInstancesPolicy");
  const [first] = list(inside(policy, "launchTemplate", "overrides"));
  const type = text(inside(first, "instanceType"));
  if (provider === undefined) {
    estimate.noPrice(group, group.type);
    return [];
  }
  const min = number(input(group, "minSize")) ?? 0;
  const instances: Instances = {
    ...{ resource: group, type, provider: text(input(provider, "name")) ?? "" },
    bounds: { min, max: number(input(group, "maxSize")) ?? min },
    spot: number(inside(policy, "instancesDistribution", "onDemandPercentageAboveBaseCapacity")) === 0,
    disk: diskOf(group, estimate),
    ofType: "all of this type",
  };
  return linesOf(instances, estimate);
}

/** Managed Instances: ECS chooses them, the cheapest of those that have room for the largest task, as is assumed. */
function capacityProvider(provider: PricedResource, estimate: Estimate): CostLine[] {
  const template = input(provider, "managedInstancesProvider", "instanceLaunchTemplate");
  if (template === undefined) return [];
  const requirements = inside(template, "instanceRequirements");
  const [allowed] = list(inside(requirements, "allowedInstanceTypes"));
  const gpu = number(inside(requirements, "acceleratorCount", "min"));
  const largest = {
    cpu: (number(inside(requirements, "vcpuCount", "min")) ?? 1) * 1024,
    memory: number(inside(requirements, "memoryMib", "min")) ?? 1,
    gpu,
  };
  const arm = list(inside(requirements, "cpuManufacturers")).includes("amazon-web-services");
  const [assumed] = instanceTypesFor(arm ? "arm64" : "x86_64", [largest]);
  const instances: Instances = {
    ...{ resource: provider, type: text(allowed) ?? assumed, provider: text(input(provider, "name")) ?? "" },
    bounds: { min: 0, max: Number.POSITIVE_INFINITY },
    spot: text(inside(template, "capacityOptionType")) === "SPOT",
    disk: number(inside(template, "storageConfiguration", "storageSizeGib")) ?? defaultInstanceDisk,
    fee: estimate.price("ecsManagedInstances"),
    ofType: "assumed to be of this type",
  };
  return linesOf(instances, estimate);
}

/** As many instances as CPU units, memory, GPUs, network interfaces and ports of the tasks need. */
function linesOf(
  { resource, provider, type, bounds, spot, disk, fee, ofType }: Instances,
  estimate: Estimate,
): CostLine[] {
  const size = type === undefined ? undefined : instanceSize(type);
  const price = type === undefined ? undefined : priceOfInstance(type, estimate);
  if (size === undefined || price === undefined) {
    const isUsed = instancesFor(provider, smallest, estimate).max > 0 || bounds.min > 0;
    if (isUsed) estimate.noPrice(resource, `instances of ${type ?? "unknown type"}`);
    return [];
  }
  const needed = instancesFor(provider, size, estimate);
  const within = (count: number) => Math.min(bounds.max, Math.max(bounds.min, count));
  const count = { min: within(needed.min), max: within(needed.max) };
  if (count.max === 0) return [];
  const share = spot ? estimate.price("instanceSpot") : 1;
  const reason = `as many as the tasks need, ${ofType}`;
  const paid = spot ? `${reason}; Spot at ${Math.round(share * 100)} % of the On-Demand price` : reason;
  const named = `${type} ${spot ? "Spot" : "On-Demand"}`;
  // GuardDuty has no agent for Managed Instances, which have a fee.
  const vcpus = { min: count.min * size.vcpus, max: count.max * size.vcpus };
  const line = (kind: CostKind, what: string, each: number) => costLine(resource, kind, what, count, each);
  const diskPrice = disk * estimate.price("diskGp3");
  return [
    { ...line("ecs-instance", `ECS instance, ${named}`, price * share), estimate: paid },
    ...(fee === undefined
      ? []
      : [
          {
            ...line(
              "ecs-instance-fee",
              `ECS Managed Instances fee, ${Math.round(fee * 100)} % of ${type}`,
              price * fee,
            ),
            estimate: reason,
          },
        ]),
    {
      ...line("ecs-instance-disk", `instance disk, ${disk} GiB gp3`, diskPrice),
      estimate: reason,
    },
    ...(fee === undefined ? monitored(resource, "ecs", vcpus, estimate) : []),
  ];
}

/** Stands for an instance of a type that isn't known. */
const smallest: InstanceSize = { vcpus: 1, memory: 1, gpus: 0, interfaces: 1 };

/** Network modes in which tasks have no network interface of their own. */
const sharing: readonly (string | undefined)[] = ["bridge", "host", "none"];

/** What tasks take of instances. */
interface Demand {
  /** Network interfaces. */
  interfaces: number;
  /** Instances, each with one task of a service. */
  instances: number;
  cpu: number;
  memory: number;
  gpus: number;
}

function instancesFor(provider: string, size: InstanceSize, estimate: Estimate): Range {
  const { plan } = estimate;
  const services = plan.ofType("aws:ecs/service:Service").map((service) => {
    const definition = plan.source(service, "taskDefinition", "aws:ecs/taskDefinition:TaskDefinition");
    return { service, count: tasksOn(provider, service, plan), definition };
  });
  const demand = (end: keyof Range) =>
    services.reduce<Demand>(
      ({ interfaces, instances, cpu, memory, gpus }, { service, count, definition }) => {
        const each = definition ? sizeInUnits(definition) : {};
        const hasInterface = !sharing.includes(definition && text(input(definition, "networkMode")));
        return {
          interfaces: interfaces + (hasInterface ? count[end] : 0),
          instances: Math.max(instances, takesInstance(service, definition) ? count[end] : 0),
          cpu: cpu + count[end] * (each.cpu ?? 0),
          memory: memory + count[end] * (each.memory ?? 0) * 1024,
          gpus: gpus + count[end] * (definition ? gpusOf(definition) : 0),
        };
      },
      { interfaces: 0, instances: 0, cpu: 0, memory: 0, gpus: 0 },
    );
  return { min: instancesOf(demand("min"), size), max: instancesOf(demand("max"), size) };
}

function instancesOf({ interfaces, instances, cpu, memory, gpus }: Demand, size: InstanceSize): number {
  return Math.max(
    instances,
    Math.ceil(interfaces / size.interfaces),
    Math.ceil(cpu / size.vcpus),
    Math.ceil(memory / memoryForTasks(size)),
    size.gpus === 0 ? 0 : Math.ceil(gpus / size.gpus),
  );
}

/** Whether a service has one task on each instance: for its constraint, or for a port of the instance. */
function takesInstance(service: PricedResource, definition: PricedResource | undefined): boolean {
  const constraints = list(input(service, "placementConstraints"));
  return (
    (definition !== undefined && hasHostPort(definition)) ||
    constraints.some((constraint) => inside(constraint, "type") === "distinctInstance")
  );
}

/** Whether a container of a task has a port of the instance, and not one that Docker chooses. */
function hasHostPort(definition: PricedResource): boolean {
  return containersOf(definition)
    .flatMap((container) => list(inside(container, "portMappings")))
    .some((mapping) => (number(inside(mapping, "hostPort")) ?? 0) > 0);
}

/** GPUs of a task, all of its containers'. */
function gpusOf(definition: PricedResource): number {
  return containersOf(definition)
    .flatMap((container) => list(inside(container, "resourceRequirements")))
    .filter((requirement) => inside(requirement, "type") === "GPU")
    .reduce<number>((sum, requirement) => sum + (number(inside(requirement, "value")) ?? 0), 0);
}

function containersOf(definition: PricedResource): unknown[] {
  try {
    return list(JSON.parse(text(input(definition, "containerDefinitions")) ?? "[]"));
  } catch {
    return [];
  }
}

function diskOf(group: PricedResource, { plan }: Estimate): number {
  const template = plan.source(group, "mixedInstancesPolicy", "aws:ec2/launchTemplate:LaunchTemplate");
  const [mapping] = list(template && input(template, "blockDeviceMappings"));
  return number(inside(mapping, "ebs", "volumeSize")) ?? defaultInstanceDisk;
}
