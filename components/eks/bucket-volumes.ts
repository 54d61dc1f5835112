import type * as aws from "@pulumi/aws";
import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { containerUser } from "../../facts/container-user";
import type { AddonVersions } from "../../facts/eks-addons";
import { awsContextOf } from "../aws-context";
import { type BucketVolume, mountedBuckets } from "../bucket-volume";
import { volumesByKind } from "../service-volumes";
import { createAddon } from "./addon";
import type { EksClusterArgs } from "./cluster-arguments";
import { createStaticVolume } from "./static-volume";

/** What pods mount buckets by. */
export interface BucketVolumes {
  /** Names of the PersistentVolumeClaims, by the names of the buckets. */
  claims: Readonly<Record<string, pulumi.Output<string>>>;
  /** Pods that mount one start after the driver. */
  driver: aws.eks.Addon;
}

/**
 * Creates the add-on of the Mountpoint for S3 CSI driver, and of each bucket that a service mounts a PersistentVolume and its claim in
 * the services' namespace. The driver has no role: it reads and writes as the pod that mounts, with the permissions of its service.
 *
 * Costs nothing but requests to S3
 * and the room of a small pod, of one on each node, and there of another where pods mount.
 *
 * @see https://github.com/awslabs/mountpoint-s3-csi-driver/blob/v2.7.0/docs/CONFIGURATION.md#pod-level-credentials (read 2026-11-22)
 */
export function createBucketVolumes(
  name: string,
  args: Pick<EksClusterArgs, "services"> & {
    clusterName: pulumi.Input<string>;
    addonVersions: AddonVersions;
    namespace: pulumi.Input<string>;
    /** What the driver's pods need to start. */
    dependsOn: pulumi.Resource[];
  },
  options: { parent: pulumi.Resource; provider: k8s.Provider },
): BucketVolumes | undefined {
  const buckets = mountedBuckets(
    ...args.services.map(({ volumes = {} }) => volumesByKind(volumes).bucketVolumes),
  );
  if (buckets.length === 0) return undefined;
  const { clusterName, addonVersions, namespace, dependsOn } = args;
  const { parent } = options;
  const driver = createAddon(
    `${name}-bucket-volumes`,
    {
      clusterName,
      addonVersions,
      addonName: "aws-mountpoint-s3-csi-driver",
    },
    { parent, dependsOn },
  );
  const { region } = awsContextOf(parent);
  const claims = buckets.map((volume): [string, pulumi.Output<string>] => [
    volume.bucket,
    createClaim(`${name}-${volume.bucket}`, volume, { namespace, region }, options).metadata.name,
  ]);
  return { claims: Object.fromEntries(claims), driver };
}

/** The region is said, since Mountpoint would ask the node for it, which doesn't answer pods. */
function createClaim(
  name: string,
  { bucket, bucketName }: BucketVolume,
  { namespace, region }: { namespace: pulumi.Input<string>; region: pulumi.Input<string> },
  options: pulumi.CustomResourceOptions,
): k8s.core.v1.PersistentVolumeClaim {
  return createStaticVolume(
    name,
    {
      namespace,
      mountOptions: [
        pulumi.interpolate`region ${region}`,
        `uid=${containerUser}`,
        `gid=${containerUser}`,
        "allow-other",
        "allow-delete",
        "allow-overwrite",
      ],
      csi: {
        driver: "s3.csi.aws.com",
        // Kubernetes mounts only one volume of a handle.
        volumeHandle: pulumi.interpolate`${bucket}-${bucketName}`,
        volumeAttributes: { bucketName, authenticationSource: "pod" },
      },
    },
    options,
  );
}
