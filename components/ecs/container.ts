import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { isConnectionProtocol, transportOf } from "../../facts/protocols";
import { callVariables } from "../calls";
import type { CompleteService } from "../complete-service";
import { dataVariables } from "../data-source";
import { portNameOf } from "../published";
import { type WritableVolume, writableVolumes } from "../writable-volumes";
import type { ContainerSecret } from "./container-secrets";

/** User and group of every container: not root (ECS.20), and the owner of /tmp in the image. */
const user = "65532:65532";

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

/** Ports below this one are root's, unless the network namespace says otherwise. */
const firstUnprivilegedPort = 1024;

/** Where a container's log lines go. */
export interface LogDestination {
  group: pulumi.Input<string>;
  region: pulumi.Input<string>;
}

/** The volumes of a task, whose containers have a read-only root filesystem. */
export function volumes(service: CompleteService, exec: boolean): { name: string }[] {
  return mounted(service, exec).map(({ name }) => ({ name }));
}

/**
 * The container of a service's task: hardened as ECS.4, ECS.5, ECS.9 and ECS.20 require, with an init process that reaps
 * zombies and forwards SIGTERM.
 */
export function containerDefinition(
  name: string,
  service: CompleteService,
  logs: LogDestination,
  exec: boolean,
  secrets: readonly ContainerSecret[],
): aws.ecs.ContainerDefinition {
  const listens = service.exposure !== "none";
  return {
    name,
    image: service.image.reference,
    // ECS resolves a tag once per deployment, so that all of its tasks run the same image.
    versionConsistency: "enabled",
    essential: true,
    user,
    readonlyRootFilesystem: true,
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
    ...(listens && {
      portMappings: [
        {
          name: portNameOf(service.protocol),
          containerPort: service.port,
          protocol: transportOf(service.protocol),
          ...(!isConnectionProtocol(service.protocol) && { appProtocol: service.protocol }),
        },
      ],
    }),
    environment: environment(service, secrets),
    ...(secrets.length > 0 && { secrets: [...secrets] }),
    ...(service.command && { command: service.command }),
    mountPoints: mounted(service, exec).map(({ name: sourceVolume, path: containerPath }) => ({
      sourceVolume,
      containerPath,
      readOnly: false,
    })),
    // A container without root and capabilities can't listen below 1024 otherwise (aws/containers-roadmap#1721). In awsvpc mode
    // the setting holds for the task alone.
    ...(listens &&
      Math.min(service.port, service.health.port ?? service.port) < firstUnprivilegedPort && {
        systemControls: [{ namespace: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
      }),
    stopTimeout: service.stopSeconds,
    logConfiguration: logConfiguration(name, logs),
  };
}

/** Sends log lines to a log group, in streams with a prefix. */
export function logConfiguration(prefix: string, logs: LogDestination) {
  return {
    logDriver: "awslogs",
    options: {
      "awslogs-group": logs.group,
      "awslogs-region": logs.region,
      "awslogs-stream-prefix": prefix,
      // A service must not block because its logs can't be delivered; 25 MiB bridge some minutes.
      mode: "non-blocking",
      "max-buffer-size": "25m",
    },
  } as const;
}

/**
 * Sorted, so that another order in the description makes no new revision of the task definition. Without those that are
 * secrets, PLATFORM too: ECS refuses a variable that is in both.
 */
function environment(service: CompleteService, secrets: readonly ContainerSecret[]): aws.ecs.KeyValuePair[] {
  const variables = {
    PLATFORM: "ecs",
    ...service.environment,
    ...callVariables(service.calls),
    ...dataVariables(service.uses),
    ...(service.exposure !== "none" && { PORT: String(service.port) }),
  };
  return Object.entries(variables)
    .filter(([name]) => !secrets.some((secret) => secret.name === name))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
}

function mounted({ writablePaths }: CompleteService, exec: boolean): WritableVolume[] {
  return [...writableVolumes(writablePaths), ...(exec ? execVolumes : [])];
}
