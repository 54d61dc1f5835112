import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** What the volumes of single replicas are made with. */
export interface BlockStorage {
  /** Name of the StorageClass of new volumes. */
  className: pulumi.Input<string>;
  /** Whether Pulumi refuses to delete the claims of volumes. */
  protect: boolean;
}

/** Whether AWS deletes a volume when its claim is deleted, or keeps it. */
const classes = { delete: "Delete", retain: "Retain" } as const;

/**
 * Creates the two StorageClasses of encrypted gp3 volumes: Auto Mode has none. With one, AWS deletes a volume with its claim, with
 * the other it stays in the account. Both are there whichever is for new volumes: a claim never changes its class, and can grow
 * only while the class exists.
 *
 * A volume is created in the zone of its pod, once that has a node. Costs nothing.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-storage-class.html (read 2026-11-21)
 */
export function createBlockStorage(
  name: string,
  args: { retain: boolean; protect: boolean },
  options: pulumi.CustomResourceOptions,
): BlockStorage {
  const create = (key: keyof typeof classes) =>
    new k8s.storage.v1.StorageClass(
      `${name}-gp3-${key}`,
      {
        metadata: { name: `gp3-${key}` },
        provisioner: "ebs.csi.eks.amazonaws.com",
        parameters: { type: "gp3", encrypted: "true" },
        reclaimPolicy: classes[key],
        volumeBindingMode: "WaitForFirstConsumer",
        allowVolumeExpansion: true,
      },
      options,
    );
  const created = { delete: create("delete"), retain: create("retain") };
  const { metadata } = created[args.retain ? "retain" : "delete"];
  return { className: metadata.name, protect: args.protect };
}
