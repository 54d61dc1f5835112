import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { containerUser } from "../../facts/container-user";
import { mountedBuckets } from "../bucket-volume";
import type { CompleteContainer } from "../complete-container";
import { sidecarVolumes, type WithSidecars } from "../sidecar";
import { bucketVolumeNameOf, mountedFileSystems, volumeNameOf } from "../volumes";
import { writableVolumes } from "../writable-volumes";
import type { BucketVolumes } from "./bucket-volumes";
import { secretsVolumeName } from "./container";
import type { FileSystems } from "./file-systems";
import { fileVolumeSpec, podFileVolumes } from "./mounted-files";
import type { MountedSecrets } from "./mounted-secrets";
import { sidecarSpecs } from "./sidecars";

/** What every pod has. */
type Pod = Required<
  Pick<
    k8s.types.input.core.v1.PodSpec,
    | "serviceAccountName"
    | "automountServiceAccountToken"
    | "enableServiceLinks"
    | "securityContext"
    | "containers"
    | "volumes"
  >
> &
  Pick<k8s.types.input.core.v1.PodSpec, "initContainers">;

/**
 * The pod of a container, of a service or a job, as the Pod Security Standard `restricted` requires: not root, the runtime's
 * seccomp profile, no token for the Kubernetes API.
 *
 * @param container What it runs.
 * @param spec The container, as the pod has it.
 * @param pod What else it gets.
 */
export function podSpec(
  { writablePaths, ephemeralStorageGib, files, volumes, bucketVolumes, sidecars = [] }: WithSidecars,
  spec: k8s.types.input.core.v1.Container,
  pod: {
    serviceAccountName: pulumi.Input<string>;
    mountedSecrets?: MountedSecrets | undefined;
    fileSystems?: FileSystems | undefined;
    bucketVolumes?: BucketVolumes | undefined;
    /** The ConfigMap of its files. */
    filesName?: pulumi.Input<string> | undefined;
    /** Whether it has volumes of its own. A new one belongs to root: the containers' group gets it, once. */
    ownVolumes?: boolean;
    /** Volumes that are created with it. @default none */
    ephemeralVolumes?: k8s.types.input.core.v1.Volume[];
    /** The port that it listens on. */
    listener?: { port: number; health?: { port?: number } } | undefined;
  },
): Pod {
  return {
    serviceAccountName: pod.serviceAccountName,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: containerUser,
      runAsGroup: containerUser,
      seccompProfile: { type: "RuntimeDefault" },
      ...(pod.ownVolumes && { fsGroup: containerUser, fsGroupChangePolicy: "OnRootMismatch" }),
      ...(pod.listener && unprivilegedPorts(pod.listener)),
    },
    ...(sidecars.length > 0 && { initContainers: sidecarSpecs(sidecars, pod.mountedSecrets) }),
    containers: [spec],
    volumes: [
      ...writableVolumes(writablePaths).map(({ name }) => ({
        name,
        emptyDir: { sizeLimit: ephemeralStorageGib === undefined ? "256Mi" : `${ephemeralStorageGib}Gi` },
      })),
      ...sidecars.flatMap(sidecarVolumes).map(({ name }) => ({ name, emptyDir: { sizeLimit: "256Mi" } })),
      ...podFileVolumes({ files, sidecars }).map((volume) => fileVolumeSpec(volume, pod.filesName)),
      ...fileSystemVolumes(volumes, pod.fileSystems),
      ...bucketVolumeSpecs(bucketVolumes, pod.bucketVolumes),
      ...(pod.ephemeralVolumes ?? []),
      ...(pod.mountedSecrets ? [secretsVolume(pod.mountedSecrets)] : []),
    ],
  };
}

function fileSystemVolumes(
  volumes: CompleteContainer["volumes"],
  fileSystems: FileSystems | undefined,
): k8s.types.input.core.v1.Volume[] {
  return mountedFileSystems(volumes).flatMap((fileSystem) => {
    const claimName = fileSystems?.claims[fileSystem.name];
    return claimName === undefined
      ? []
      : [{ name: volumeNameOf(fileSystem), persistentVolumeClaim: { claimName } }];
  });
}

function bucketVolumeSpecs(
  volumes: CompleteContainer["bucketVolumes"],
  ofCluster: BucketVolumes | undefined,
): k8s.types.input.core.v1.Volume[] {
  return mountedBuckets(volumes).flatMap((volume) => {
    const claimName = ofCluster?.claims[volume.bucket];
    return claimName === undefined
      ? []
      : [{ name: bucketVolumeNameOf(volume), persistentVolumeClaim: { claimName } }];
  });
}

/** Lets a user other than root listen on a port below 1024: a sysctl of the pod alone, which `restricted` allows. */
function unprivilegedPorts({
  port,
  health,
}: {
  port: number;
  health?: { port?: number };
}): k8s.types.input.core.v1.PodSecurityContext {
  return Math.min(port, health?.port ?? port) < 1024
    ? { sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }] }
    : {};
}

/** The driver writes the Kubernetes Secret of the variables only for pods that mount it. */
function secretsVolume({ name }: MountedSecrets): k8s.types.input.core.v1.Volume {
  return {
    name: secretsVolumeName,
    csi: {
      driver: "secrets-store.csi.k8s.io",
      readOnly: true,
      volumeAttributes: { secretProviderClass: name },
    },
  };
}
