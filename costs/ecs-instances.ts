import type { CostLine, Range } from "pulumi-offline-preview";
import { familyAndSize, type InstanceSize, instanceSize, memoryForTasks } from "../facts/ecs-instances";
import { costLine } from "./cost-line";
import type { Estimate, Estimators } from "./estimator";
import { sizeInUnits, tasksOn } from "./fargate";
import { input, inside, list, number, type PricedResource, text } from "./priced-plan";

/** Instances that ECS starts for tasks. */
export const ecsInstances: Estimators = { "aws:autoscaling/group:Group": autoScalingGroup };

/** Families in the price table, of which other sizes than large cost in proportion. */
const families = ["c6g", "m6g", "r6g", "c6a", "m6a", "r6a", "m7g", "t4g"] as const;

/**
 * The instances of a group for the tasks that run on it: as many as their CPU units, memory, GPUs and network interfaces need, all of
 * the first type.
 */
function autoScalingGroup(group: PricedResource, estimate: Estimate): CostLine[] {
  const { plan } = estimate;
  const [provider] = plan.users(
    group,
    "aws:ecs/capacityProvider:CapacityProvider",
    "autoScalingGroupProvider",
  );
  const policy = input(group, "mixedInstancesPolicy");
  const template = list(inside(policy, "launchTemplate", "overrides"));
  const type = text(inside(template[0], "instanceType"));
  const size = type === undefined ? undefined : instanceSize(type);
  if (provider === undefined || type === undefined || size === undefined) {
    estimate.noPrice(group, type === undefined ? group.type : `instances of ${type}`);
    return [];
  }
  const least = number(input(group, "minSize")) ?? 0;
  const most = number(input(group, "maxSize")) ?? least;
  const needed = instancesFor(text(input(provider, "name")) ?? "", size, estimate);
  const count = {
    min: Math.min(most, Math.max(least, needed.min)),
    max: Math.min(most, Math.max(least, needed.max)),
  };
  if (count.max === 0) return [];
  const price = priceOf(type, estimate);
  if (price === undefined) {
    estimate.noPrice(group, `instances of ${type}`);
    return [];
  }
  const spot = number(inside(policy, "instancesDistribution", "onDemandPercentageAboveBaseCapacity")) === 0;
  const share = spot ? estimate.price("instanceSpot") : 1;
  const reason = "as many as the tasks need, all of this type";
  const paid = spot ? `${reason}; Spot at ${Math.round(share * 100)} % of the On-Demand price` : reason;
  const disk = diskOf(group, estimate);
  return [
    {
      ...costLine(
        group,
        "ecs-instance",
        `ECS instance, ${type} ${spot ? "Spot" : "On-Demand"}`,
        count,
        price * share,
      ),
      estimate: paid,
    },
    {
      ...costLine(
        group,
        "ecs-instance-disk",
        `instance disk, ${disk} GiB gp3`,
        count,
        disk * estimate.price("diskGp3"),
      ),
      estimate: reason,
    },
  ];
}

/** What tasks take of instances. */
interface Demand {
  tasks: number;
  cpu: number;
  memory: number;
  gpus: number;
}

function instancesFor(provider: string, size: InstanceSize, estimate: Estimate): Range {
  const { plan } = estimate;
  const services = plan.ofType("aws:ecs/service:Service").map((service) => {
    const definition = plan.source(service, "taskDefinition", "aws:ecs/taskDefinition:TaskDefinition");
    return { count: tasksOn(provider, service, plan), definition };
  });
  const demand = (end: keyof Range) =>
    services.reduce<Demand>(
      ({ tasks, cpu, memory, gpus }, { count, definition }) => {
        const each = definition ? sizeInUnits(definition) : {};
        return {
          tasks: tasks + count[end],
          cpu: cpu + count[end] * (each.cpu ?? 0),
          memory: memory + count[end] * (each.memory ?? 0) * 1024,
          gpus: gpus + count[end] * (definition ? gpusOf(definition) : 0),
        };
      },
      { tasks: 0, cpu: 0, memory: 0, gpus: 0 },
    );
  return { min: instances(demand("min"), size), max: instances(demand("max"), size) };
}

function instances({ tasks, cpu, memory, gpus }: Demand, size: InstanceSize): number {
  return Math.max(
    Math.ceil(tasks / size.interfaces),
    Math.ceil(cpu / size.vcpus),
    Math.ceil(memory / memoryForTasks(size)),
    size.gpus === 0 ? 0 : Math.ceil(gpus / size.gpus),
  );
}

/** GPUs of a task, all of its containers'. */
function gpusOf(definition: PricedResource): number {
  const containers = text(input(definition, "containerDefinitions"));
  try {
    return list(JSON.parse(containers ?? "[]"))
      .flatMap((container) => list(inside(container, "resourceRequirements")))
      .filter((requirement) => inside(requirement, "type") === "GPU")
      .reduce<number>((sum, requirement) => sum + (number(inside(requirement, "value")) ?? 0), 0);
  } catch {
    return 0;
  }
}

/** Dollars a month for an instance On-Demand; undefined where the table doesn't have it. */
function priceOf(type: string, estimate: Estimate): number | undefined {
  if (type === "g4dn.xlarge") return estimate.price("g4dnXlarge");
  const { family, size } = familyAndSize(type);
  const row = families.find((each) => each === family);
  return row === undefined || size === undefined ? undefined : size * estimate.price(row);
}

function diskOf(group: PricedResource, { plan }: Estimate): number {
  const template = plan.source(group, "mixedInstancesPolicy", "aws:ec2/launchTemplate:LaunchTemplate");
  const [mapping] = list(template && input(template, "blockDeviceMappings"));
  return number(inside(mapping, "ebs", "volumeSize")) ?? 30;
}
