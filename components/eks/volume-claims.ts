import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { BlockVolume } from "../block-volume";
import type { CompleteService } from "../complete-service";
import { volumeName } from "../writable-volumes";
import type { BlockStorage } from "./block-storage";
import type { WorkloadMetadata } from "./workload-metadata";

/**
 * Creates the PersistentVolumeClaims of a service's replicas, by the names that its StatefulSet looks for: a claim that is there
 * already is the replica's, so that it can grow, which the template of a StatefulSet can't, and is deleted only by the stack.
 *
 * A claim keeps its StorageClass: another one would replace it, and its data. The classes of one kind of volumes differ only in
 * what becomes of a deleted volume.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage
 */
export function createVolumeClaims(
  service: CompleteService,
  { name, namespace, labels }: WorkloadMetadata,
  { classOf, kindOf, protect }: BlockStorage,
  options: pulumi.CustomResourceOptions,
): k8s.core.v1.PersistentVolumeClaim[] {
  return Object.entries(service.blockVolumes).flatMap(([path, volume]) =>
    Array.from({ length: service.scaling.min }, (_, replica) => {
      const claim = `${ownVolumeName(path, kindOf(volume))}-${name}-${replica}`;
      return new k8s.core.v1.PersistentVolumeClaim(
        `${name}-${ownVolumeName(path, kindOf(volume))}-${replica}`,
        {
          // Its volume is created only with the pod, which needs the claim.
          metadata: { name: claim, namespace, labels, annotations: { "pulumi.com/skipAwait": "true" } },
          spec: {
            accessModes: ["ReadWriteOnce"],
            storageClassName: classOf(volume),
            resources: { requests: { storage: `${volume.storageGib}Gi` } },
          },
        },
        { ...options, protect, ignoreChanges: ["spec.storageClassName"] },
      );
    }),
  );
}

/**
 * The templates of the claims, which Kubernetes requires and never changes: all claims are there already, so that they have no
 * size of the service's. Without a class nothing is created from them.
 */
export function claimTemplates(
  { blockVolumes }: Pick<CompleteService, "blockVolumes">,
  { kindOf }: Pick<BlockStorage, "kindOf">,
): k8s.types.input.core.v1.PersistentVolumeClaim[] {
  return Object.entries(blockVolumes)
    .sort(byPath)
    .map(([path, volume]) => ({
      metadata: { name: ownVolumeName(path, kindOf(volume)) },
      spec: {
        accessModes: ["ReadWriteOnce"],
        storageClassName: "",
        resources: { requests: { storage: "1Gi" } },
      },
    }));
}

/** Where a container mounts volumes of its replica. */
export function blockVolumeMounts(
  volumes: Readonly<Record<string, BlockVolume>>,
  storage: Pick<BlockStorage, "kindOf"> | undefined,
): k8s.types.input.core.v1.VolumeMount[] {
  if (storage === undefined) return [];
  return Object.entries(volumes)
    .sort(byPath)
    .map(([path, volume]) => ({ name: ownVolumeName(path, storage.kindOf(volume)), mountPath: path }));
}

/** Name of a volume. Another kind is another one, since neither a claim nor the template of a StatefulSet changes its class. */
export function ownVolumeName(path: string, kind: string): string {
  return volumeName(kind === "gp3" ? path : `${path}/${kind}`);
}

/** Sorts volumes by directory, so that another order in the description changes nothing. */
export function byPath([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}
