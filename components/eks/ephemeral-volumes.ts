import type * as k8s from "@pulumi/kubernetes";
import type { CompleteService } from "../complete-service";
import type { BlockStorage } from "./block-storage";
import { byPath, ownVolumeName } from "./volume-claims";

/**
 * The volumes of a pod that Kubernetes creates with it, in its zone, and deletes with it: each has a claim that is the pod's.
 *
 * @see https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes
 */
export function ephemeralVolumeSpecs(
  { ephemeralVolumes }: Pick<CompleteService, "ephemeralVolumes">,
  storage: Pick<BlockStorage, "classOf" | "kindOf"> | undefined,
): k8s.types.input.core.v1.Volume[] {
  if (storage === undefined) return [];
  return Object.entries(ephemeralVolumes)
    .sort(byPath)
    .map(([path, volume]) => ({
      name: ownVolumeName(path, storage.kindOf(volume)),
      ephemeral: {
        volumeClaimTemplate: {
          spec: {
            accessModes: ["ReadWriteOnce"],
            storageClassName: storage.classOf(volume),
            resources: { requests: { storage: `${volume.storageGib}Gi` } },
          },
        },
      },
    }));
}
