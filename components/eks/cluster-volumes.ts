import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AddonVersions } from "../../facts/eks-addons";
import type { BlockVolume } from "../block-volume";
import { volumesByKind } from "../service-volumes";
import { type BlockStorage, createBlockStorage } from "./block-storage";
import type { EksClusterArgs } from "./cluster-arguments";
import type { VolumeNames } from "./controllers";
import { createVolumeSnapshots } from "./volume-snapshots";

/** What creates the volumes of single replicas. */
export interface ClusterVolumes {
  /** Their StorageClasses, where a service has some. */
  blockStorage: BlockStorage | undefined;
  /** The class of their snapshots, where they are to have some. */
  volumeSnapshotClass: k8s.apiextensions.CustomResource | undefined;
}

/** The volumes of single replicas that services have. */
export function blockVolumesOf(services: EksClusterArgs["services"]): BlockVolume[] {
  return services.flatMap(({ volumes = {} }) => {
    const { blockVolumes, ephemeralVolumes } = volumesByKind(volumes);
    return [...Object.values(blockVolumes), ...Object.values(ephemeralVolumes)];
  });
}

/** Creates the classes of the volumes of single replicas, and of their snapshots. Costs nothing. */
export function createClusterVolumes(
  name: string,
  args: Pick<EksClusterArgs, "services" | "volumeSnapshots" | "retainVolumes" | "protect"> & {
    clusterName: string;
    addonVersions: AddonVersions;
    /** Names of the driver. */
    names: VolumeNames;
    /** What pods need to start, and the driver. */
    dependsOn: pulumi.Resource[];
  },
  options: { parent: pulumi.Resource; provider: k8s.Provider },
): ClusterVolumes {
  const {
    clusterName,
    addonVersions,
    names,
    retainVolumes: retain = false,
    protect = false,
    dependsOn,
  } = args;
  const volumes = blockVolumesOf(args.services);
  return {
    blockStorage:
      volumes.length > 0
        ? createBlockStorage(name, { volumes, names, retain, protect }, { ...options, dependsOn })
        : undefined,
    volumeSnapshotClass: args.volumeSnapshots
      ? createVolumeSnapshots(
          name,
          { clusterName, addonVersions, driver: names.driver, retain, dependsOn },
          options,
        )
      : undefined,
  };
}
