import { instanceSize } from "./ecs-instances";
import { during, type NodeDemand } from "./eks-node-cpus";
import { reservedOnNode } from "./eks-nodes";

/**
 * Sizes of g5, which has all that g4dn and g6 have, by their vCPUs.
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html (read 2026-11-21)
 */
const sizes = ["", "2", "4", "8", "12", "16", "24", "48"].flatMap(
  (times) => instanceSize(`g5.${times}xlarge`) ?? [],
);

/** What a pod requests: CPU units, MiB, GPUs. */
type Pod = Pick<NodeDemand, "cpu" | "memory" | "gpu">;

/** The fewest vCPUs of nodes with GPUs that run the minimum of replicas of each service during a deployment of it. */
export function leastGpuCpus(services: readonly NodeDemand[]): number {
  return Math.max(0, ...withGpus(services).map(leastOf));
}

/** The vCPUs of nodes with GPUs that run the maximum of replicas during a deployment of all services, with a node for each. */
export function mostGpuCpus(services: readonly NodeDemand[]): number {
  return withGpus(services)
    .map((service) => smallestNode(service) * during(service.scaling.max, service.maximumPercent))
    .reduce((sum, cpus) => sum + cpus, 0);
}

function withGpus(services: readonly NodeDemand[]): NodeDemand[] {
  return services.filter(({ gpu }) => gpu !== undefined);
}

/** With the nodes of which each replica takes the smallest share, and with one node at least. */
function leastOf(service: NodeDemand): number {
  const shares = sizes.flatMap((size) => {
    const replicas = replicasOn(size, service);
    return replicas > 0 ? [size.vcpus / replicas] : [];
  });
  const replicas = during(service.scaling.min, service.maximumPercent);
  return replicas === 0 || shares.length === 0
    ? smallestNode(service)
    : Math.max(smallestNode(service), Math.ceil(Math.min(...shares) * replicas));
}

/** vCPUs of the smallest node with room for a replica; of the largest where none has. */
function smallestNode(pod: Pod): number {
  return sizes.find((size) => replicasOn(size, pod) > 0)?.vcpus ?? 192;
}

function replicasOn({ vcpus, memory, gpus }: (typeof sizes)[number], pod: Pod): number {
  const { cpu, memoryShare } = reservedOnNode;
  const free = memory * (1 - memoryShare) - reservedOnNode.memory;
  return Math.floor(
    Math.min(gpus / (pod.gpu ?? 1), (vcpus - cpu) / (pod.cpu / 1024), free / (pod.memory / 1024)),
  );
}
