import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { gpuResource } from "../../facts/gpus";
import type { Protocol } from "../../facts/protocols";
import type { CompleteContainer } from "../complete-container";
import { fileVolumes } from "../container-files";
import { dataVariables } from "../data-source";
import { portNameOf } from "../published";
import { ownSize, type WithSidecars } from "../sidecar";
import { bucketMounts, volumeMounts } from "../volumes";
import { writableVolumes } from "../writable-volumes";
import { secretVariables } from "./container-secrets";
import { type MountedSecrets, secretsPath } from "./mounted-secrets";

/** No writable directory's volume has this name: those with a hyphen end with a digest. */
export const secretsVolumeName = "mounted-secrets";

/** What a container gets besides its description. */
export interface ContainerParts {
  /** The Kubernetes Secret of its secret variables. */
  secretName?: pulumi.Input<string> | undefined;
  /** The pod's variables whose values are in Secrets Manager or Parameter Store. */
  mountedSecrets?: MountedSecrets | undefined;
  /** Name of the sidecar that it is. @default the pod's own container */
  sidecar?: string;
  /** Region of the data that it uses. */
  region?: pulumi.Input<string> | undefined;
  /** The port that it listens on. @default none: nobody connects to it */
  listener?: { port: number; protocol: Protocol } | undefined;
  /** GPUs of NVIDIA. @default none */
  gpu?: number | undefined;
  /** Variables from the rest of the description. @default none */
  variables?: Readonly<Record<string, string>>;
  /** Further mounts. @default none */
  mounts?: k8s.types.input.core.v1.VolumeMount[];
  /** Variables whose values are fields of the pod, with their paths. @default none */
  fields?: Readonly<Record<string, string>>;
}

/**
 * A container, as the Pod Security Standard `restricted` requires: no privilege escalation, no capabilities, a read-only root
 * filesystem.
 */
export function containerSpec(
  name: string,
  container: WithSidecars,
  parts: ContainerParts,
): k8s.types.input.core.v1.Container {
  const { listener } = parts;
  return {
    name,
    image: container.image.reference,
    // Kubernetes calls the command of an image args, and its entrypoint command.
    ...(container.command && { args: container.command.map(literal) }),
    ...(listener && { ports: [containerPort(listener)] }),
    env: environment(container, parts),
    resources: resources({ ...container, ...ownSize(container) }, parts.gpu),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: [
      ...[
        ...writableVolumes(container.writablePaths),
        ...volumeMounts(container.volumes),
        ...bucketMounts(container.bucketVolumes),
      ].map(({ name, path: mountPath }) => ({ name, mountPath })),
      ...fileVolumes(container.files).map(({ name, path: mountPath }) => ({
        name,
        mountPath,
        readOnly: true,
      })),
      ...secretMounts(parts),
      ...(parts.mounts ?? []),
    ],
  };
}

/** The mount of the pod's secrets, where the container has some of them. */
export function secretMounts(parts: ContainerParts): k8s.types.input.core.v1.VolumeMount[] {
  return mountedVariables(parts).length > 0
    ? [{ name: secretsVolumeName, mountPath: secretsPath, readOnly: true }]
    : [];
}

/** Those of its variables that the secrets store mounts, by the keys of the pod's Secret. */
function mountedVariables({ mountedSecrets, sidecar }: ContainerParts): { name: string; key: string }[] {
  return secretVariables(mountedSecrets?.keys ?? [], sidecar);
}

/**
 * The variables whose value may be secret: all but plain strings, which the plan shows anyway. They go into a Kubernetes
 * Secret, which fewer people may read than pods.
 */
export function secretEnvironment(container: CompleteContainer): Record<string, pulumi.Input<string>> {
  const others = Object.entries(container.environment).filter(([, value]) => typeof value !== "string");
  return { ...Object.fromEntries(others), ...container.secretEnvironment };
}

/**
 * The container may override PLATFORM and AWS_REGION, which Fargate sets itself, by a secret too, not PORT. Values of a Secret and
 * of data are taken as they are: names and URLs of data have no $.
 */
function environment(container: CompleteContainer, parts: ContainerParts): k8s.types.input.core.v1.EnvVar[] {
  const { secretName, mountedSecrets, region, listener, variables, fields = {} } = parts;
  const values = {
    PLATFORM: "eks",
    ...container.environment,
    ...variables,
    ...(listener && { PORT: String(listener.port) }),
  };
  const from = (secret: pulumi.Input<string>, key: string, name = key) => ({
    name,
    valueFrom: { secretKeyRef: { name: secret, key } },
  });
  const secrets = [
    ...(secretName === undefined
      ? []
      : Object.keys(secretEnvironment(container)).map((name) => from(secretName, name))),
    ...(mountedSecrets
      ? mountedVariables(parts).map(({ name, key }) => from(mountedSecrets.name, key, name))
      : []),
  ];
  const ownRegion = [...Object.keys(container.environment), ...secrets.map(({ name }) => name)].includes(
    "AWS_REGION",
  );
  const ofData = {
    ...(region !== undefined && !ownRegion && { AWS_REGION: region }),
    ...dataVariables(container.uses),
  };
  return [
    ...Object.entries(ofData).map(([name, value]) => ({ name, value })),
    ...Object.entries(values).flatMap(([name, value]) =>
      // Kubernetes refuses a variable that is there twice.
      typeof value === "string" && !secrets.some((secret) => secret.name === name)
        ? [{ name, value: literal(value) }]
        : [],
    ),
    ...secrets,
    ...Object.entries(fields).map(([name, fieldPath]) => ({ name, valueFrom: { fieldRef: { fieldPath } } })),
  ].sort(({ name: one }, { name: other }) => (one < other ? -1 : 1));
}

/** The kubelet replaces $(NAME) and $$ in arguments and variables; doubled, each $ stays as it is. */
function literal(text: string): string {
  return text.replaceAll("$", "$$$$");
}

/**
 * No CPU limit, so that a start or a burst may use what the node has left; a memory limit, so that pods don't evict others. Of
 * GPUs, which can't be shared, the limit is the request.
 */
function resources(
  { cpu, memory, ephemeralStorageGib }: Pick<CompleteContainer, "cpu" | "memory" | "ephemeralStorageGib">,
  gpu: number | undefined,
): k8s.types.input.core.v1.ResourceRequirements {
  const storage = ephemeralStorageGib !== undefined && { "ephemeral-storage": `${ephemeralStorageGib}Gi` };
  return {
    requests: { cpu: `${Math.round((cpu * 1000) / 1024)}m`, memory: `${memory}Mi`, ...storage },
    limits: { memory: `${memory}Mi`, ...storage, ...(gpu !== undefined && { [gpuResource]: String(gpu) }) },
  };
}

/** The port that it listens on; by its name, so that a change of the port allows each pod its own. */
function containerPort({
  port,
  protocol,
}: NonNullable<ContainerParts["listener"]>): k8s.types.input.core.v1.ContainerPort {
  return {
    name: portNameOf(protocol),
    containerPort: port,
    ...(protocol === "udp" && { protocol: "UDP" }),
  };
}
