import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AddonVersions } from "../../facts/eks-addons";
import type { DataSource } from "../data-source";
import { efsFileSystems, type FileSystemSource, isLustre } from "../file-system";
import { volumesByKind } from "../service-volumes";
import { mountedFileSystems } from "../volumes";
import { type BucketVolumes, createBucketVolumes } from "./bucket-volumes";
import type { EksClusterArgs } from "./cluster-arguments";
import { type ClusterVolumes, createClusterVolumes } from "./cluster-volumes";
import { describesSecrets } from "./container-secrets";
import type { VolumeNames } from "./controllers";
import { createFileSystems, type FileSystems } from "./file-systems";
import { createLustreFileSystems } from "./lustre-file-systems";
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
    /** Id of the security group of the cluster's nodes. */
    securityGroupId: pulumi.Input<string>;
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
  return {
    secretsStore: services.some(describesSecrets) ? createSecretsStore(name, cluster, options) : undefined,
    ...createClusterVolumes(name, { ...args, dependsOn: args.controllers }, options),
    fileSystems: createMounted(name, { ...args, ...cluster }, options),
    bucketVolumes: createBucketVolumes(name, { ...cluster, namespace, services }, options),
  };
}

/** File systems of EFS and of FSx for Lustre, each kind by its own driver. */
function createMounted(
  name: string,
  args: Pick<Parameters<typeof createClusterMounts>[1], "services" | "clusterName" | "addonVersions"> & {
    namespace: pulumi.Output<string>;
    securityGroupId: pulumi.Input<string>;
    dependsOn: pulumi.Resource[];
  },
  options: { parent: pulumi.Resource; provider: k8s.Provider },
): FileSystems | undefined {
  const fileSystems = fileSystemsOf(args.services);
  const efs = efsFileSystems(fileSystems);
  const lustre = fileSystems.filter(isLustre);
  const mounted = [
    ...(efs.length > 0 ? [createFileSystems(name, { ...args, fileSystems: efs }, options)] : []),
    ...(lustre.length > 0 ? [createLustreFileSystems(name, { ...args, fileSystems: lustre }, options)] : []),
  ];
  if (mounted.length === 0) return undefined;
  return {
    claims: Object.assign({}, ...mounted.map(({ claims }) => claims)),
    ready: mounted.flatMap(({ ready }) => ready),
  };
}
