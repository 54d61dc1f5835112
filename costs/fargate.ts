import type { CostLine, Range } from "pulumi-offline-preview";
import { includedStorageGib } from "../facts/ephemeral-storage";
import { costLine } from "./cost-line";
import type { Estimate } from "./estimator";
import { exactly } from "./money";
import {
  countOf,
  input,
  inside,
  list,
  number,
  type PricedPlan,
  type PricedResource,
  text,
} from "./priced-plan";
import { monitored } from "./runtime-monitoring";

/** Tasks of a service on Fargate. Those on EC2 instances cost what the instances cost. */
export function fargateTasks(resource: PricedResource, estimate: Estimate): CostLine[] {
  const definition = estimate.plan.source(
    resource,
    "taskDefinition",
    "aws:ecs/taskDefinition:TaskDefinition",
  );
  if (text(input(resource, "launchType")) === "EXTERNAL") {
    estimate.noPrice(resource, "external instances, $0.01025 for each hour that one is registered");
    return [];
  }
  const capacity = capacityOf(resource, definition);
  if (capacity === undefined) return [];
  const tasks = tasksOf(resource, estimate.plan);
  const price = definition && priceOfTask(definition, estimate);
  if (definition === undefined || price === undefined) {
    estimate.noPrice(resource, "Fargate tasks of unknown size or another operating system");
    return [];
  }
  const onDemand = { min: capacity.onDemand(tasks.min), max: capacity.onDemand(tasks.max) };
  const spot = { min: tasks.min - onDemand.min, max: tasks.max - onDemand.max };
  const size = sizeOf(definition);
  const lines: CostLine[] = [];
  if (onDemand.max > 0) lines.push(costLine(resource, "fargate", `Fargate task, ${size}`, onDemand, price));
  if (spot.max > 0) {
    const share = estimate.price("fargateSpot");
    const line = costLine(resource, "fargate-spot", `Fargate Spot task, ${size}`, spot, price * share);
    lines.push({
      ...line,
      estimate: `assumes ${Math.round(share * 100)} % of the On-Demand price; Spot prices change`,
    });
  }
  const { cpu = 0 } = sizeInUnits(definition);
  const vcpus = { min: tasks.min * cpu, max: tasks.max * cpu };
  lines.push(...monitored(resource, "ecs", vcpus, estimate));
  if (input(resource, "networkConfiguration", "assignPublicIp") === true) {
    const address = estimate.price("publicAddress");
    lines.push(costLine(resource, "task-address", "public IPv4 address of a task", tasks, address));
  }
  return lines;
}

interface Capacity {
  /** How many of a number of tasks run On-Demand. */
  onDemand(tasks: number): number;
}

/** Undefined where the tasks don't run on Fargate. */
function capacityOf(resource: PricedResource, definition: PricedResource | undefined): Capacity | undefined {
  const strategy = strategyOf(resource);
  if (strategy.length === 0) {
    const type = text(input(resource, "launchType"));
    const compatible = list(definition && input(definition, "requiresCompatibilities"));
    const onFargate = type === undefined ? compatible.includes("FARGATE") : type === "FARGATE";
    return onFargate ? { onDemand: (tasks) => tasks } : undefined;
  }
  const spot = strategy.find(({ provider }) => provider === "FARGATE_SPOT");
  const other = strategy.find(({ provider }) => provider === "FARGATE");
  if (spot === undefined && other === undefined) return undefined;
  return { onDemand: (tasks) => onDemandTasks(tasks, other, spot) };
}

/** The capacity providers of a service, in their order. */
function strategyOf(service: PricedResource) {
  return list(input(service, "capacityProviderStrategies")).map((item) => ({
    provider: text(inside(item, "capacityProvider")),
    base: number(inside(item, "base")) ?? 0,
    weight: number(inside(item, "weight")) ?? 0,
  }));
}

interface Share {
  base: number;
  weight: number;
}

/** Bases first, then by weight; a remainder counts as On-Demand, so that the figure isn't too low. */
function onDemandTasks(tasks: number, onDemand: Share | undefined, spot: Share | undefined): number {
  if (onDemand === undefined) return 0;
  if (spot === undefined) return tasks;
  const base = Math.min(tasks, onDemand.base);
  const rest = Math.max(0, tasks - base - spot.base);
  const weights = onDemand.weight + spot.weight;
  return base + (weights === 0 ? 0 : Math.ceil((rest * onDemand.weight) / weights));
}

/** How many of a service's tasks a capacity provider runs, by its name: none where the service doesn't use it. */
export function tasksOn(provider: string, service: PricedResource, plan: PricedPlan): Range {
  const strategy = strategyOf(service);
  const found = strategy.find((item) => item.provider === provider);
  const other = strategy.find((item) => item !== found);
  const tasks = tasksOf(service, plan);
  if (found === undefined) return exactly(0);
  if (other === undefined) return tasks;
  // The strategies of a mix begin with On-Demand capacity.
  const [onDemand, spot] = strategy[0] === found ? [found, other] : [other, found];
  const shareOf = (count: number) => {
    const first = onDemandTasks(count, onDemand, spot);
    return found === onDemand ? first : count - first;
  };
  return { min: shareOf(tasks.min), max: shareOf(tasks.max) };
}

/** How many tasks a service has: from its scaling target and the schedules that move its bounds, else the desired count. */
export function tasksOf(resource: PricedResource, plan: PricedPlan): Range {
  const [target] = plan.users(resource, "aws:appautoscaling/target:Target", "resourceId");
  const scaled = target && countOf(input(target, "minCapacity"), input(target, "maxCapacity"));
  if (target === undefined || scaled === undefined) {
    return exactly(number(input(resource, "desiredCount")) ?? 1);
  }
  const schedules = schedulesOf(resource, plan);
  const bounds = (key: string) =>
    schedules.flatMap((schedule) => number(input(schedule, "scalableTargetAction", key)) ?? []);
  return {
    min: Math.min(scaled.min, ...bounds("minCapacity")),
    max: Math.max(scaled.max, ...bounds("maxCapacity")),
  };
}

/** The schedules that move the bounds of a service's scaling. */
export function schedulesOf(service: PricedResource, plan: PricedPlan): PricedResource[] {
  const targets = plan.users(service, "aws:appautoscaling/target:Target", "resourceId");
  return targets.flatMap((target) =>
    plan.users(target, "aws:appautoscaling/scheduledAction:ScheduledAction", "resourceId"),
  );
}

/** vCPUs and GB of a task, in each spelling that ECS accepts: "256", ".25 vCPU", "512", "0.5 GB". */
export function sizeInUnits(definition: PricedResource): { cpu?: number; memory?: number } {
  const read = (key: string, unit: RegExp): number | undefined => {
    const written = input(definition, key);
    const named = typeof written === "string" ? unit.exec(written)?.[1] : undefined;
    return named === undefined ? scaled(number(written), 1 / 1024) : number(named);
  };
  return { cpu: read("cpu", /^\s*([\d.]+)\s*vcpu\s*$/i), memory: read("memory", /^\s*([\d.]+)\s*gb\s*$/i) };
}

function scaled(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : value * factor;
}

function isArm(definition: PricedResource): boolean {
  return text(input(definition, "runtimePlatform", "cpuArchitecture")) === "ARM64";
}

function sizeOf(definition: PricedResource): string {
  const { cpu, memory } = sizeInUnits(definition);
  const storage = storageOf(definition);
  const disk = storage > includedStorageGib ? `${storage} GiB of storage, ` : "";
  return `${cpu} vCPU, ${memory} GB, ${disk}${isArm(definition) ? "arm64" : "x86_64"}`;
}

/** GiB of a task's ephemeral storage. */
function storageOf(definition: PricedResource): number {
  return number(input(definition, "ephemeralStorage", "sizeInGib")) ?? includedStorageGib;
}

/** Dollars a month for one task, On-Demand; undefined where the table has no price for it. */
function priceOfTask(definition: PricedResource, estimate: Estimate): number | undefined {
  const { cpu, memory } = sizeInUnits(definition);
  const system = text(input(definition, "runtimePlatform", "operatingSystemFamily")) ?? "LINUX";
  if (cpu === undefined || memory === undefined || system !== "LINUX") return undefined;
  const [cpuRow, memoryRow] = isArm(definition)
    ? (["fargateArmCpu", "fargateArmMemory"] as const)
    : (["fargateX86Cpu", "fargateX86Memory"] as const);
  const storage = Math.max(0, storageOf(definition) - includedStorageGib);
  return (
    cpu * estimate.price(cpuRow) +
    memory * estimate.price(memoryRow) +
    (storage > 0 ? storage * estimate.price("fargateStorage") : 0)
  );
}
