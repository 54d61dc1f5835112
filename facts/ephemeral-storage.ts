import { autoModeDisk } from "./eks-nodes";
import type { Bounds } from "./service-limits";

/**
 * GiB of ephemeral storage that a task on Fargate can have; every platform takes the same.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_EphemeralStorage.html (read 2026-11-22)
 */
export const ephemeralStorageGib = { min: 21, max: 200 } as const satisfies Bounds;

/** GiB that the price of a task on Fargate includes, and that one has which says nothing. */
export const includedStorageGib = 20;

/**
 * What pods can't use of a node's disk: the share that Kubernetes keeps free by evicting pods, what the kubelet reserves, and room for
 * images, in GiB.
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/ (read 2026-11-22)
 * @see https://karpenter.sh/docs/concepts/nodepools/ (read 2026-11-22)
 */
const kept = { share: 0.1, reserved: 1, images: 20 } as const;

/** GiB that pods can request of a node's disk, at most. */
export function podStorageOf(disk: number): number {
  return disk * (1 - kept.share) - kept.reserved;
}

/**
 * GiB of a node's disk that has room for the largest of these pods.
 *
 * @param least What nodes have otherwise.
 */
export function nodeDiskFor(
  pods: readonly { ephemeralStorageGib?: number | undefined }[],
  least: number = autoModeDisk,
): number {
  const largest = Math.max(0, ...pods.map(({ ephemeralStorageGib = 0 }) => ephemeralStorageGib));
  return largest === 0
    ? least
    : Math.max(least, Math.ceil((largest + kept.reserved) / (1 - kept.share)) + kept.images);
}
