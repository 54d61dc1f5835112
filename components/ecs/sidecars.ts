import type * as aws from "@pulumi/aws";
import type { NetworkMode } from "../../facts/network-modes";
import { healthTimeoutSeconds } from "../complete-service";
import { type CompleteSidecar, sidecarFileVolumes, sidecarVariables, sidecarVolumes } from "../sidecar";
import { containerSecrets } from "../tasks/container-secrets";
import type { LogDestination } from "../tasks/log-configuration";
import { mountPoint } from "../tasks/mount-point";
import { containerDefinition, hostPort } from "./container";

/**
 * The containers of a task's sidecars, hardened as the service's. ECS starts one again that ends, once it has run for a minute;
 * where an essential one ends earlier, the task is replaced.
 *
 * @param writer Name of the container that writes their files, which those with files wait for.
 * @param networkMode Of the task. In mode host its ports are the instance's, on which ECS then places no other task with one of them.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-restart-policy.html
 */
export function sidecarDefinitions(
  sidecars: readonly CompleteSidecar[],
  logs: LogDestination,
  writer: string,
  networkMode: NetworkMode = "awsvpc",
): aws.ecs.ContainerDefinition[] {
  return sidecars.map((sidecar) => {
    const { name, container, port, user, essential, health } = sidecar;
    const secrets = containerSecrets(container.secrets);
    const parts = { logs, exec: false, secrets, variables: sidecarVariables(sidecar) };
    const files = sidecarFileVolumes(sidecar);
    return {
      ...containerDefinition(name, container, parts),
      essential,
      user: `${user}:${user}`,
      cpu: container.cpu,
      memory: container.memory,
      ...(networkMode === "host" && port !== undefined && { portMappings: [hostPort(port)] }),
      mountPoints: [
        ...sidecarVolumes(sidecar).map((volume) => mountPoint(volume, false)),
        ...files.map((volume) => mountPoint(volume, true)),
      ],
      ...(files.length > 0 && { dependsOn: [writtenBy(writer)] }),
      ...(health && { healthCheck: healthCheck(health) }),
      restartPolicy: { enabled: true, restartAttemptPeriod: 60 },
    };
  });
}

/** What a container with files waits for. */
export function writtenBy(writer: string): aws.ecs.ContainerDependency {
  return { containerName: writer, condition: "SUCCESS" };
}

/** What the service's container waits for. On the way down it stops before them. */
export function sidecarDependencies(sidecars: readonly CompleteSidecar[]): aws.ecs.ContainerDependency[] {
  return sidecars.map(({ name, health }) => ({
    containerName: name,
    condition: health ? "HEALTHY" : "START",
  }));
}

function healthCheck({
  command,
  intervalSeconds,
  graceSeconds,
  unhealthyThreshold,
}: NonNullable<CompleteSidecar["health"]>): aws.ecs.HealthCheck {
  return {
    command: ["CMD", ...command],
    interval: intervalSeconds,
    timeout: healthTimeoutSeconds(intervalSeconds),
    retries: unhealthyThreshold,
    startPeriod: graceSeconds,
  };
}
