import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AddonVersions } from "../../facts/eks-addons";
import { createAddon } from "./addon";

/**
 * Creates the add-on of the snapshot controller, which has the custom resource definitions of snapshots, and the VolumeSnapshotClass
 * `volumes`: with it, a VolumeSnapshot of a replica's claim is a snapshot of EBS, encrypted as its volume is. Nothing takes snapshots
 * on a schedule.
 *
 * Costs nothing but the room of two small pods, and $0.05 per GB-month of what snapshots hold.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/csi-snapshot-controller.html (read 2026-11-21)
 * @see https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/
 */
export function createVolumeSnapshots(
  name: string,
  args: {
    clusterName: pulumi.Input<string>;
    addonVersions: AddonVersions;
    /** The driver of the volumes. */
    driver: string;
    /** Whether a snapshot stays in the account when its VolumeSnapshot is deleted. */
    retain: boolean;
    /** What the controller's pods need to start. */
    dependsOn: pulumi.Resource[];
  },
  options: { parent: pulumi.Resource; provider: k8s.Provider },
): k8s.apiextensions.CustomResource {
  const addon = createAddon(
    `${name}-volume-snapshots`,
    {
      clusterName: args.clusterName,
      addonVersions: args.addonVersions,
      addonName: "snapshot-controller",
    },
    { parent: options.parent, dependsOn: args.dependsOn },
  );
  return new k8s.apiextensions.CustomResource(
    `${name}-volume-snapshot-class`,
    {
      apiVersion: "snapshot.storage.k8s.io/v1",
      kind: "VolumeSnapshotClass",
      metadata: { name: "volumes" },
      driver: args.driver,
      deletionPolicy: args.retain ? "Retain" : "Delete",
    },
    { ...options, dependsOn: [addon] },
  );
}
