import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ServiceDescription } from "../service";

/**
 * Seconds between SIGTERM and SIGKILL: more than the load balancer's drain, so that a request which came in last can end.
 * At most 120 on Fargate.
 */
const stopTimeout = 30;

/** User and group of every container: no root (ECS.20), and the owner of /tmp in the image. */
const user = "65532:65532";

/** Directories that the container may write to, by the name of the volume that is mounted there. */
const writableDirectories = { tmp: "/tmp" };

/**
 * Directories that ECS Exec's agent writes to, as root whoever the container's user is. AWS names none and calls exec with
 * a read-only root unsupported; with these three it works (https://github.com/aws/containers-roadmap/issues/1359).
 */
const writableDirectoriesOfExec = {
  "managed-agents": "/managed-agents",
  "ssm-lib": "/var/lib/amazon/ssm",
  "ssm-log": "/var/log/amazon/ssm",
};

/** Where a container's log lines go. */
interface LogTarget {
  group: pulumi.Input<string>;
  region: pulumi.Input<string>;
}

/** The volumes that a task needs because the root of its container is read-only. */
export function volumesOf(exec: boolean): { name: string }[] {
  return Object.keys(directories(exec)).map((name) => ({ name }));
}

/**
 * The one container of a service's task: hardened as ECS.4, ECS.5, ECS.9 and ECS.20 ask, with an init process that reaps
 * zombies and passes on SIGTERM.
 */
export function containerOf(
  name: string,
  service: ServiceDescription,
  logs: LogTarget,
  exec: boolean,
): aws.ecs.ContainerDefinition {
  return {
    name,
    image: service.image,
    // ECS resolves a tag once for each deployment, so that all tasks of one run the same image.
    versionConsistency: "enabled",
    essential: true,
    user,
    readonlyRootFilesystem: true,
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
    portMappings: [{ name: "http", containerPort: service.port, protocol: "tcp", appProtocol: "http" }],
    environment: environmentOf(service),
    mountPoints: Object.entries(directories(exec)).map(([sourceVolume, containerPath]) => ({
      sourceVolume,
      containerPath,
      readOnly: false,
    })),
    stopTimeout,
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": logs.group,
        "awslogs-region": logs.region,
        "awslogs-stream-prefix": name,
        // A service must not stand still because its logs can't be delivered; 25 MiB bridge some minutes of that.
        mode: "non-blocking",
        "max-buffer-size": "25m",
      },
    },
  };
}

/** Sorted, so that another order in the settings is no new task definition. */
function environmentOf(service: ServiceDescription): aws.ecs.KeyValuePair[] {
  const variables = { PLATFORM: "ecs", ...service.environment, PORT: String(service.port) };
  return Object.entries(variables)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
}

function directories(exec: boolean): Record<string, string> {
  return exec ? { ...writableDirectories, ...writableDirectoriesOfExec } : writableDirectories;
}
