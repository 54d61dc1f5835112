import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** What is mounted, as the driver is told it. */
export interface StaticVolumeArgs {
  /** The namespace of the pods that mount it. */
  namespace: pulumi.Input<string>;
  mountOptions: pulumi.Input<string>[];
  csi: k8s.types.input.core.v1.CSIPersistentVolumeSource;
}

/**
 * Creates a PersistentVolume of what exists outside of the cluster, and its claim. With generated names: where that is replaced, the
 * pods move to another volume and claim, and the former ones go after them. Kubernetes requires a size, which nothing reads.
 */
export function createStaticVolume(
  name: string,
  { namespace, mountOptions, csi }: StaticVolumeArgs,
  options: pulumi.CustomResourceOptions,
): k8s.core.v1.PersistentVolumeClaim {
  const common = { accessModes: ["ReadWriteMany"], storageClassName: "", volumeMode: "Filesystem" };
  const storage = "1Gi";
  const volume = new k8s.core.v1.PersistentVolume(
    name,
    {
      spec: {
        ...common,
        capacity: { storage },
        persistentVolumeReclaimPolicy: "Retain",
        mountOptions,
        csi,
      },
    },
    // Kubernetes refuses to change it, and the provider doesn't know.
    { ...options, replaceOnChanges: ["spec.csi"] },
  );
  return new k8s.core.v1.PersistentVolumeClaim(
    name,
    {
      metadata: { namespace },
      spec: { ...common, resources: { requests: { storage } }, volumeName: volume.metadata.name },
    },
    options,
  );
}
