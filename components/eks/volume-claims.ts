import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { CompleteService } from "../complete-service";
import { volumeName } from "../writable-volumes";
import type { BlockStorage } from "./block-storage";
import type { WorkloadMetadata } from "./workload-metadata";

/**
 * Creates the PersistentVolumeClaims of a service's replicas, by the names that its StatefulSet looks for: a claim that is there
 * already is the replica's, so that it can grow, which the template of a StatefulSet can't, and is deleted only by the stack.
 *
 * A claim keeps its StorageClass: another one would replace it, and its data.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage
 */
export function createVolumeClaims(
  service: CompleteService,
  { name, namespace, labels }: WorkloadMetadata,
  { className, protect }: BlockStorage,
  options: pulumi.CustomResourceOptions,
): k8s.core.v1.PersistentVolumeClaim[] {
  return Object.entries(service.blockVolumes).flatMap(([path, { storageGib }]) =>
    Array.from({ length: service.scaling.min }, (_, replica) => {
      const claim = `${volumeName(path)}-${name}-${replica}`;
      return new k8s.core.v1.PersistentVolumeClaim(
        `${name}-${volumeName(path)}-${replica}`,
        {
          // Its volume is created only with the pod, which needs the claim.
          metadata: { name: claim, namespace, labels, annotations: { "pulumi.com/skipAwait": "true" } },
          spec: {
            accessModes: ["ReadWriteOnce"],
            storageClassName: className,
            resources: { requests: { storage: `${storageGib}Gi` } },
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
export function claimTemplates({
  blockVolumes,
}: Pick<CompleteService, "blockVolumes">): k8s.types.input.core.v1.PersistentVolumeClaim[] {
  return Object.keys(blockVolumes)
    .sort()
    .map((path) => ({
      metadata: { name: volumeName(path) },
      spec: {
        accessModes: ["ReadWriteOnce"],
        storageClassName: "",
        resources: { requests: { storage: "1Gi" } },
      },
    }));
}

/** Where a container mounts the volumes of its replica. */
export function blockVolumeMounts({
  blockVolumes,
}: Pick<CompleteService, "blockVolumes">): k8s.types.input.core.v1.VolumeMount[] {
  return Object.keys(blockVolumes)
    .sort()
    .map((path) => ({ name: volumeName(path), mountPath: path }));
}
