import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { AddonVersions } from "../../facts/eks-addons";
import type { EfsFileSystem } from "../file-system";
import { createAddon } from "./addon";
import { podIdentity } from "./pod-identity";
import { createPodRole } from "./pod-role";
import { createStaticVolume } from "./static-volume";

/** What pods mount file systems by. */
export interface FileSystems {
  /** Names of the PersistentVolumeClaims, by the names of the file systems. */
  claims: Readonly<Record<string, pulumi.Output<string>>>;
  /** Pods that mount one start after these. */
  ready: pulumi.Resource[];
}

/** The service account of the driver's pods on the nodes, which mount file systems. */
const driver = { namespace: "kube-system", serviceAccount: "efs-csi-node-sa" };

/**
 * Creates the add-on of the EFS CSI driver with a role for its pods on the nodes, which may mount these file systems alone, each
 * by its access point; and of each file system a PersistentVolume and its claim in the services' namespace. The driver mounts for
 * every pod: which pods do is what their services say. Costs nothing but the room of two pods, and of one on each node.
 *
 * The add-on takes a role for its controller only, which nothing here needs: hence an association beside it
 * (https://github.com/kubernetes-sigs/aws-efs-csi-driver/issues/1759), before it, since pods get credentials as they start.
 */
export function createFileSystems(
  name: string,
  args: {
    clusterName: pulumi.Input<string>;
    addonVersions: AddonVersions;
    namespace: pulumi.Input<string>;
    fileSystems: readonly EfsFileSystem[];
    /** What the driver's pods need to start. */
    dependsOn: pulumi.Resource[];
  },
  options: { parent: pulumi.Resource; provider: k8s.Provider },
): FileSystems {
  const { clusterName, addonVersions, fileSystems } = args;
  const { parent } = options;
  const { associations, policies } = createPodRole(
    `${name}-file-systems`,
    { identity: podIdentity(clusterName), ...driver, uses: fileSystems },
    { parent, dependsOn: args.dependsOn },
  );
  const addon = createAddon(
    `${name}-file-systems`,
    {
      clusterName,
      addonVersions,
      addonName: "aws-efs-csi-driver",
    },
    { parent, dependsOn: [...associations, ...policies] },
  );
  const claims = fileSystems.map((fileSystem): [string, pulumi.Output<string>] => [
    fileSystem.name,
    createClaim(`${name}-${fileSystem.name}`, fileSystem, args.namespace, options).metadata.name,
  ]);
  const mountTargets = fileSystems.flatMap((fileSystem) => fileSystem.mountTargets);
  return { claims: Object.fromEntries(claims), ready: [addon, ...mountTargets] };
}

function createClaim(
  name: string,
  { fileSystemId, accessPointId }: EfsFileSystem,
  namespace: pulumi.Input<string>,
  options: pulumi.CustomResourceOptions,
): k8s.core.v1.PersistentVolumeClaim {
  return createStaticVolume(
    name,
    {
      namespace,
      mountOptions: ["iam"],
      csi: {
        driver: "efs.csi.aws.com",
        volumeHandle: pulumi.interpolate`${fileSystemId}::${accessPointId}`,
        volumeAttributes: { encryptInTransit: "true" },
      },
    },
    options,
  );
}
