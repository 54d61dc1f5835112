import { addonPods, reservedOnNode } from "./eks-nodes";

/**
 * vCPUs of the instances that Auto Mode starts: those of the families c, m and r.
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html (read 2026-03-31)
 */
const nodeSizes = [2, 4, 8, 16, 32, 48, 64, 96, 128, 192] as const;

/** GiB of memory for each vCPU of the family with the most, r. */
const memoryPerCpu = 8;

/** What determines the nodes of a service: CPU units, MiB, GPUs, replicas, and their share (%) during a deployment. */
export interface NodeDemand {
  cpu: number;
  memory: number;
  gpu?: number | undefined;
  /** The node group that it names, in place of the other nodes. */
  nodeGroup?: string | undefined;
  scaling: { min: number; max: number };
  maximumPercent: number;
}

/** What runs on the nodes of all services: those with GPUs have others. */
function withoutGpus(services: readonly NodeDemand[]): NodeDemand[] {
  return services.filter(({ gpu }) => gpu === undefined);
}

/** The fewest vCPUs that can run the minimum of replicas during a deployment of all services, with the metrics server. */
export function leastCpus(services: readonly NodeDemand[]): number {
  const addons = Object.values(addonPods).reduce((sum, { replicas, cpu }) => sum + replicas * cpu, 0);
  const requested = withoutGpus(services).map(
    ({ cpu, scaling, maximumPercent }) => (cpu / 1024) * during(scaling.min, maximumPercent),
  );
  return Math.ceil(requested.reduce((sum, cpus) => sum + cpus, addons));
}

/** The vCPUs of nodes that run the maximum of replicas during a deployment of all services, even with a node for each. */
export function mostCpus(services: readonly NodeDemand[]): number {
  return withoutGpus(services)
    .map((service) => nodeFor(service) * during(service.scaling.max, service.maximumPercent))
    .reduce((sum, cpus) => sum + cpus, 0);
}

/** Replicas during a deployment. Kubernetes rounds a surge up. */
export function during(replicas: number, maximumPercent: number): number {
  return replicas + Math.ceil((replicas * (maximumPercent - 100)) / 100);
}

function nodeFor({ cpu, memory }: NodeDemand): number {
  const { memoryShare } = reservedOnNode;
  const fits = (size: number) =>
    cpu / 1024 <= size - reservedOnNode.cpu &&
    memory / 1024 <= size * memoryPerCpu * (1 - memoryShare) - reservedOnNode.memory;
  return nodeSizes.find(fits) ?? 192;
}
