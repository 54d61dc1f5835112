import { type Architecture, kubernetesArchitectures } from "./architectures";
import { architectureOf, hasGpus, type InstanceSize, instanceSize } from "./ecs-instances";
import { reservedOnNode } from "./eks-nodes";
import { smallestGpuTypes } from "./gpus";
import { instanceTypes } from "./instance-types";

/** What a pod requests: CPU units, MiB, GPUs. */
export interface PodSize {
  cpu: number;
  memory: number;
  gpu?: number | undefined;
}

/**
 * vCPUs and GiB that the cluster's own pods request on the fullest node: VPC CNI, kube-proxy, agents and the collector of logs on
 * each; CoreDNS, metrics server and Cluster Autoscaler on one. The defaults of their add-ons and manifests, with some room.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html (read 2026-11-22)
 */
const ownPods = { cpu: 0.6, memory: 1.1 } as const;

/** Whether an empty node has room for a pod beside those of the cluster itself. */
export function nodeHasRoomFor({ vcpus, memory, gpus }: InstanceSize, pod: PodSize): boolean {
  return (
    pod.cpu / 1024 <= vcpus - reservedOnNode.cpu - ownPods.cpu &&
    pod.memory / 1024 <= memory * (1 - reservedOnNode.memoryShare) - reservedOnNode.memory - ownPods.memory &&
    (pod.gpu ?? 0) <= gpus
  );
}

/**
 * The instance types of nodes for pods: of the smallest size that has room for each of them, least memory first, which is the
 * cheapest, and what Cluster Autoscaler takes all of a group's nodes for. None where a pod is larger than all of them.
 */
export function nodeTypesFor(architecture: Architecture, pods: readonly PodSize[]): string[] {
  const fits = (name: string) => {
    const size = instanceSize(name);
    return size !== undefined && pods.every((pod) => nodeHasRoomFor(size, pod));
  };
  if (pods.some(({ gpu }) => gpu !== undefined)) {
    return smallestGpuTypes(fits);
  }
  const fitting = instanceTypes
    .filter((type) => type.architecture === kubernetesArchitectures[architecture] && fits(type.name))
    .sort((one, other) => one.vcpus - other.vcpus || one.memory - other.memory);
  const [smallest] = fitting;
  return fitting.filter(({ vcpus }) => vcpus === smallest?.vcpus).map(({ name }) => name);
}

/** Those of some instance types that pods of an architecture can run on, all of them with GPUs or none. */
export function nodeTypesOf(
  types: readonly string[],
  { architecture, gpu }: { architecture: Architecture; gpu: boolean },
): string[] {
  return types.filter((type) => architectureOf(type) === architecture && hasGpus(type) === gpu);
}
