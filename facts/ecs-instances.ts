import { type Architecture, kubernetesArchitectures } from "./architectures";
import { smallestGpuTypes } from "./gpus";
import { instanceTypes } from "./instance-types";

/** What an EC2 instance has for tasks. */
export interface InstanceSize {
  vcpus: number;
  /** GiB. */
  memory: number;
  gpus: number;
  /** Tasks with a network interface of their own (`awsvpc`), without trunking: the instance itself needs one. */
  interfaces: number;
}

/** What a task takes of an instance: CPU units, MiB, GPUs. */
export interface TaskSize {
  cpu: number;
  memory: number;
  gpu?: number | undefined;
}

/**
 * Size relative to `large`, by the end of an instance type's name: prices and memory are in proportion.
 * @see https://aws.amazon.com/ec2/instance-types/ (read 2026-03-31)
 */
const smallSizes: Readonly<Record<string, number>> = {
  nano: 1 / 16,
  micro: 1 / 8,
  small: 1 / 4,
  medium: 1 / 2,
  large: 1,
  xlarge: 2,
};

/** GiB of memory of size large, by the letter that a family's name begins with. Those with GPUs are like m. */
const memoryOfLarge: Readonly<Record<string, number>> = { c: 4, m: 8, r: 16, t: 8, g: 8 };

/**
 * GPUs of the sizes that have more than one; g4dn, g5 and g6.
 * @see https://aws.amazon.com/ec2/instance-types/ (read 2026-03-31)
 */
const severalGpus: Readonly<Record<string, number>> = { "12xlarge": 4, "24xlarge": 4, "48xlarge": 8 };

/**
 * Most network interfaces, by size.
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html (read 2026-03-31)
 */
const interfacesOf: readonly { upTo: number; interfaces: number }[] = [
  { upTo: 1 / 8, interfaces: 2 },
  { upTo: 1, interfaces: 3 },
  { upTo: 4, interfaces: 4 },
  { upTo: 24, interfaces: 8 },
  { upTo: 96, interfaces: 15 },
];

/** The parts of an instance type's name: m7g.2xlarge is of generation 7 of m, with g for Graviton, in size 2xlarge. */
export const instanceTypeName = /^([a-z]{1,4})(\d{1,2})([a-z0-9-]{0,8})\.([a-z0-9-]{1,12})$/;

/** Whether a text has the form of an EC2 instance type. */
export function isInstanceType(name: string): boolean {
  return instanceTypeName.test(name);
}

/** Family of an instance type, and its size relative to `large`; undefined for metal and unknown sizes. */
export function familyAndSize(name: string): { family: string; size: number | undefined } {
  const [family = "", size = ""] = name.split(".");
  const [, times] = /^(\d{1,2})xlarge$/.exec(size) ?? [];
  return { family, size: times === undefined ? smallSizes[size] : 2 * Number(times) };
}

/** CPU architecture of an instance type: those with Graviton processors have a g behind the generation. */
export function architectureOf(name: string): Architecture {
  const [, , , attributes = ""] = instanceTypeName.exec(name) ?? [];
  return attributes.includes("g") || name.startsWith("a1.") ? "arm64" : "x86_64";
}

/** Whether an instance type is of a family with NVIDIA GPUs. */
export function hasGpus(name: string): boolean {
  return /^[gp]\d/.test(name);
}

/** What an instance type has; undefined for those that aren't known here: known are the families c, m, r, t, g4dn, g5 and g6. */
export function instanceSize(name: string): InstanceSize | undefined {
  const [, letters = "", generation = "", attributes = "", sizeName = ""] = instanceTypeName.exec(name) ?? [];
  const { size } = familyAndSize(name);
  const large = memoryOfLarge[letters];
  const isKnown = letters !== "g" || ["4dn", "5", "6"].includes(`${generation}${attributes}`);
  if (large === undefined || size === undefined || !isKnown) return undefined;
  const { interfaces } = interfacesOf.find(({ upTo }) => size <= upTo) ?? { interfaces: 15 };
  return {
    vcpus: letters === "t" ? Math.max(2, 2 * size) : 2 * size,
    memory: large * size,
    gpus: letters === "g" ? (severalGpus[sizeName] ?? 1) : 0,
    interfaces: interfaces - 1,
  };
}

/** MiB that the agent keeps for itself and the operating system, by its variable ECS_RESERVED_MEMORY. */
export const reservedMemory = 256;

/**
 * Share of the memory that EC2 and the kernel take before ECS registers the rest: an upper bound.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html (read 2026-11-21)
 * @see https://karpenter.sh/docs/reference/settings/ (vmMemoryOverheadPercent; read 2026-03-31)
 */
const memoryShare = 0.075;

/** MiB of an instance that tasks can have. */
export function memoryForTasks({ memory }: Pick<InstanceSize, "memory">): number {
  return Math.floor(memory * 1024 * (1 - memoryShare)) - reservedMemory;
}

/** Whether an empty instance has room for a task. */
export function hasRoomFor(size: InstanceSize, { cpu, memory, gpu = 0 }: TaskSize): boolean {
  return (
    cpu <= size.vcpus * 1024 && memory <= memoryForTasks(size) && gpu <= size.gpus && size.interfaces > 0
  );
}

/** General purpose first: a task of Fargate's smallest memory takes half of c's, of which the system needs some. */
function familyOrder(name: string): number {
  return ["m", "r", "c"].indexOf(name.slice(0, 1));
}

/**
 * The instance types for tasks: of the smallest size that has room for each of them; at least two, so that there is
 * more capacity to choose from. None where a task is larger than all of them.
 */
export function instanceTypesFor(architecture: Architecture, tasks: readonly TaskSize[]): string[] {
  const fits = (name: string) => {
    const size = instanceSize(name);
    return size !== undefined && tasks.every((task) => hasRoomFor(size, task));
  };
  if (tasks.some(({ gpu }) => gpu !== undefined)) {
    return smallestGpuTypes(fits);
  }
  const all = instanceTypes.filter((type) => type.architecture === kubernetesArchitectures[architecture]);
  const fitting = all
    .filter(({ name }) => fits(name))
    .sort((one, other) => one.vcpus - other.vcpus || familyOrder(one.name) - familyOrder(other.name));
  const [least, next] = fitting;
  // Where one family alone has room in the smallest size, those of the next size too.
  const sizes = [least?.vcpus, next?.vcpus];
  return fitting.filter(({ vcpus }) => sizes.includes(vcpus)).map(({ name }) => name);
}

/** vCPUs of an instance type; 0 where it isn't known here. */
export function vcpusOf(name: string): number {
  return instanceSize(name)?.vcpus ?? 0;
}
