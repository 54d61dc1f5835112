import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { type BlockVolume, kindOf } from "../block-volume";
import type { VolumeNames } from "./controllers";

/** What creates the volumes of single replicas. */
export interface BlockStorage {
  /**
   * Name of the StorageClass of a new volume, the same for all of one kind that a replica gets back, and for all that are deleted with
   * it; undefined for a kind that the cluster has none for.
   */
  classOf(volume: BlockVolume): pulumi.Input<string> | undefined;
  /** Kind of a volume, with the driver that it is of, such as "gp3". */
  kindOf(volume: BlockVolume): string;
  /** Whether Pulumi refuses to delete the claims of volumes. */
  protect: boolean;
}

/** Whether AWS deletes a volume when its claim is deleted, or keeps it. */
const classes = { delete: "Delete", retain: "Retain" } as const;

/**
 * Creates two StorageClasses of encrypted volumes for each kind of volumes: EKS has none. With one, AWS deletes a volume with its
 * claim, with the other it stays in the account. Both are there whichever is for new volumes: a claim never changes its class, and
 * can grow only while the class exists.
 *
 * A volume is created in the zone of its pod, once that has a node. Costs nothing.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-storage-class.html (read 2026-11-21)
 */
export function createBlockStorage(
  name: string,
  args: {
    /** The volumes of the services. */
    volumes: readonly BlockVolume[];
    /** The driver that creates them. */
    names: VolumeNames;
    retain: boolean;
    protect: boolean;
  },
  options: pulumi.CustomResourceOptions,
): BlockStorage {
  const { driver, prefix } = args.names;
  const kinds = new Set(args.volumes.map(kindOf));
  const classesOf = new Map(
    [...kinds].map((kind) => {
      const create = (key: keyof typeof classes) =>
        createStorageClass(
          name,
          { className: `${prefix}${kind}-${key}`, driver, kind, reclaim: classes[key] },
          options,
        );
      return [kind, { delete: create("delete"), retain: create("retain") }];
    }),
  );
  return {
    classOf: (volume) => {
      const isKept = args.retain && !volume.ephemeral;
      return classesOf.get(kindOf(volume))?.[isKept ? "retain" : "delete"].metadata.name;
    },
    kindOf: (volume) => `${prefix}${kindOf(volume)}`,
    protect: args.protect,
  };
}

function createStorageClass(
  name: string,
  args: { className: string; driver: string; kind: string; reclaim: string },
  options: pulumi.CustomResourceOptions,
): k8s.storage.v1.StorageClass {
  const { className, driver, kind } = args;
  return new k8s.storage.v1.StorageClass(
    `${name}-${className}`,
    {
      metadata: { name: className },
      provisioner: driver,
      parameters: { ...parametersOf(kind), encrypted: "true" },
      reclaimPolicy: args.reclaim,
      volumeBindingMode: "WaitForFirstConsumer",
      allowVolumeExpansion: true,
    },
    options,
  );
}

/** As the kind names them, so that a default that is said isn't another class. */
function parametersOf(kind: string): Record<string, string> {
  const [type = "gp3", iops, throughput] = kind.split("-");
  return { type, ...(iops !== undefined && { iops }), ...(throughput !== undefined && { throughput }) };
}
