import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AddonVersions } from "../../facts/eks-addons";
import type { DataSource } from "../data-source";
import type { FileSystemSource } from "../file-system";
import { volumesByKind } from "../service-volumes";
import { mountedFileSystems } from "../volumes";
import { type BucketVolumes, createBucketVolumes } from "./bucket-volumes";
import type { EksClusterArgs } from "./cluster-arguments";
import { type ClusterVolumes, createClusterVolumes } from "./cluster-volumes";
import { describesSecrets } from "./container-secrets";
import type { VolumeNames } from "./controllers";
import { createFileSystems, type FileSystems } from "./file-systems";
import { createSecretsStore, type SecretsStore } from "./secrets-store";

/** What the services of a cluster mount, each where a service has some. */
export interface ClusterMounts extends ClusterVolumes {
  /** What reads secrets of AWS into pods. */
  secretsStore: SecretsStore | undefined;
  /** What pods mount file systems by. */
  fileSystems: FileSystems | undefined;
  /** What pods mount buckets by. */
  bucketVolumes: BucketVolumes | undefined;
}

/** What services use, and the file systems that they mount. */
export function dataOf(services: EksClusterArgs["services"]): DataSource[] {
  return [...services.flatMap(({ uses = [] }) => uses), ...fileSystemsOf(services)];
}

function fileSystemsOf(services: EksClusterArgs["services"]): FileSystemSource[] {
  return mountedFileSystems(...services.map(({ volumes = {} }) => volumesByKind(volumes).volumes));
}

/** Creates the drivers of what the services of a cluster mount, and their volumes and classes of volumes. */
export function createClusterMounts(
  name: string,
  args: Pick<EksClusterArgs, "services" | "volumeSnapshots" | "retainVolumes" | "protect"> & {
    clusterName: string;
    addonVersions: AddonVersions;
    namespace: pulumi.Output<string>;
    /** Names of the driver of block volumes. */
    names: VolumeNames;
    /** What pods need to start. */
    nodes: pulumi.Resource[];
    /** The driver of block volumes, or what creates it. */
    controllers: pulumi.Resource[];
  },
  options: { parent: pulumi.Resource; provider: k8s.Provider },
): ClusterMounts {
  const { clusterName, addonVersions, namespace, services, nodes: dependsOn } = args;
  const cluster = { clusterName, addonVersions, dependsOn };
  const fileSystems = fileSystemsOf(services);
  return {
    secretsStore: services.some(describesSecrets) ? createSecretsStore(name, cluster, options) : undefined,
    ...createClusterVolumes(name, { ...args, dependsOn: args.controllers }, options),
    fileSystems:
      fileSystems.length > 0
        ? createFileSystems(name, { ...cluster, namespace, fileSystems }, options)
        : undefined,
    bucketVolumes: createBucketVolumes(name, { ...cluster, namespace, services }, options),
  };
}
