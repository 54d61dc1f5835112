import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { NetworkMode } from "../../facts/network-modes";
import { isConnectionProtocol, type Protocol, transportOf } from "../../facts/protocols";
import type { CompleteContainer } from "../complete-container";
import { fileVolumes } from "../container-files";
import { dataVariables } from "../data-source";
import { portNameOf } from "../published";
import { ownSize, type WithSidecars } from "../sidecar";
import type { ContainerSecret } from "../tasks/container-secrets";
import { user } from "../tasks/container-user";
import { type LogDestination, logConfiguration } from "../tasks/log-configuration";
import { mountPoint } from "../tasks/mount-point";
import { volumeMounts } from "../volumes";
import { type WritableVolume, writableVolumes } from "../writable-volumes";
import { type EphemeralVolumes, ephemeralMounts } from "./ephemeral-volume";
import { type HostVolumes, hostMounts } from "./host-volumes";
import { systemControls } from "./system-controls";

/**
 * Directories that the ECS Exec agent writes to, as root whatever the container's user. AWS documents none and calls exec
 * with a read-only root filesystem unsupported; with these three it works
 * (https://github.com/aws/containers-roadmap/issues/1359).
 */
const execVolumes: readonly WritableVolume[] = [
  { name: "managed-agents", path: "/managed-agents" },
  { name: "ssm-lib", path: "/var/lib/amazon/ssm" },
  { name: "ssm-log", path: "/var/log/amazon/ssm" },
];

/** The port that a container listens on, and its protocol there. */
export interface Listener {
  port: number;
  protocol: Protocol;
  /** The other port that health checks connect to, if there is one. */
  health?: { port?: number };
}

/** What a container gets besides its description. */
export interface ContainerParts {
  logs: LogDestination;
  exec: boolean;
  /** Variables whose values ECS reads as a task starts. */
  secrets: readonly ContainerSecret[];
  /** @default none: nobody connects to it */
  listener?: Listener | undefined;
  /** GPUs of the container. @default none */
  gpu?: number | undefined;
  /** How the container reaches the network. @default awsvpc */
  networkMode?: NetworkMode | undefined;
  /** Directories of the instance that are mounted, by directory. @default none */
  hostVolumes?: HostVolumes | undefined;
  /** Volumes of EBS that are created with the task, by directory: one at most. @default none */
  ephemeralVolumes?: EphemeralVolumes | undefined;
  /** Kernel parameters of the container. @default none */
  sysctls?: Readonly<Record<string, string>> | undefined;
  /** Variables from the rest of the description. @default none */
  variables?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** The volumes of a task, whose containers have a read-only root filesystem. */
export function volumes(container: CompleteContainer, exec: boolean): { name: string }[] {
  return [...mounted(container, exec), ...fileVolumes(container.files)].map(({ name }) => ({ name }));
}

/**
 * The container of a task: hardened as ECS.4, ECS.5, ECS.9 and ECS.20 require, with an init process that reaps zombies and
 * forwards SIGTERM.
 */
export function containerDefinition(
  name: string,
  container: WithSidecars,
  parts: ContainerParts,
): aws.ecs.ContainerDefinition {
  const { logs, exec, secrets, listener, gpu, networkMode, sysctls = {} } = parts;
  const ports = listener ? [listener.port, listener.health?.port ?? listener.port] : [];
  const controls = systemControls(sysctls, ports);
  return {
    name,
    image: container.image.reference,
    // ECS resolves a tag once per deployment, so that all of its tasks run the same image.
    versionConsistency: "enabled",
    essential: true,
    // Alone, it has all of the task's.
    ...(container.sidecars?.length && ownSize(container)),
    ...(gpu !== undefined && { resourceRequirements: [{ type: "GPU", value: String(gpu) }] }),
    user,
    readonlyRootFilesystem: true,
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
    ...(listener && {
      portMappings: [
        {
          name: portNameOf(listener.protocol),
          containerPort: listener.port,
          // Docker gives the container a free port of the instance, or it has the instance's own.
          ...(networkMode === "bridge" && { hostPort: 0 }),
          ...(networkMode === "host" && { hostPort: listener.port }),
          protocol: transportOf(listener.protocol),
          ...(!isConnectionProtocol(listener.protocol) && { appProtocol: listener.protocol }),
        },
      ],
    }),
    environment: environment(container, parts),
    ...(secrets.length > 0 && { secrets: [...secrets] }),
    ...(container.command && { command: container.command }),
    mountPoints: [
      ...mounted(container, exec).map((volume) => mountPoint(volume, false)),
      ...fileVolumes(container.files).map((volume) => mountPoint(volume, true)),
      ...volumeMounts(container.volumes).map((volume) => mountPoint(volume, false)),
      ...hostMounts(parts.hostVolumes ?? {}).map((volume) => mountPoint(volume, false)),
      ...ephemeralMounts(parts.ephemeralVolumes ?? {}).map((volume) => mountPoint(volume, false)),
    ],
    ...(controls.length > 0 && { systemControls: controls }),
    stopTimeout: container.stopSeconds,
    logConfiguration: logConfiguration(name, logs),
  };
}

/** A port of the instance: ECS places no other task there that has it too. */
export function hostPort(port: number): aws.ecs.PortMapping {
  return { containerPort: port, hostPort: port, protocol: "tcp" };
}

/**
 * Sorted, so that another order in the description makes no new revision of the task definition. Without those that are
 * secrets, PLATFORM too: ECS refuses a variable that is in both.
 */
function environment(
  container: CompleteContainer,
  { secrets, listener, variables: others }: ContainerParts,
): aws.ecs.KeyValuePair[] {
  const variables = {
    PLATFORM: "ecs",
    ...container.environment,
    ...others,
    ...dataVariables(container.uses),
    ...(listener && { PORT: String(listener.port) }),
  };
  return Object.entries(variables)
    .filter(([name]) => !secrets.some((secret) => secret.name === name))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
}

function mounted({ writablePaths }: CompleteContainer, exec: boolean): WritableVolume[] {
  return [...writableVolumes(writablePaths), ...(exec ? execVolumes : [])];
}
