import type * as pulumi from "@pulumi/pulumi";
import { fileVolumes } from "../container-files";
import { dataVariables } from "../data-source";
import type { CompleteJob } from "../job";
import { eventVariable } from "../job-event";
import { user } from "../tasks/container-user";
import { fileSystemVolumes } from "../tasks/file-system-volumes";
import { logConfiguration } from "../tasks/log-configuration";
import { mountPoint } from "../tasks/mount-point";
import type { TaskParts } from "../tasks/task-parts";
import { volumeMounts } from "../volumes";
import { writableVolumes } from "../writable-volumes";
import type { ComputeKind } from "./compute-kind";
import { resourceRequirements } from "./resource-requirements";

/** What the container of a job is created from. */
export interface ContainerPropertiesParts
  extends Pick<TaskParts, "taskRole" | "executionRole" | "logs" | "secrets"> {
  kind: ComputeKind;
  /** Whether it gets a public address, on Fargate. */
  assignPublicIp: boolean;
}

/**
 * The container of a job definition, hardened as that of a service: not root, without writing to its root file system, with an
 * init process. Only keys that have values, since every other one were a difference in each preview.
 *
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_ContainerProperties.html (read 2026-11-21)
 */
export function containerProperties(name: string, job: CompleteJob, parts: ContainerPropertiesParts): object {
  const { taskRole, executionRole, logs, secrets } = parts;
  const { volumes, mountPoints } = mounts(job);
  return {
    image: job.image.reference,
    ...(job.command && { command: job.command }),
    jobRoleArn: taskRole.arn,
    executionRoleArn: executionRole.arn,
    user,
    readonlyRootFilesystem: true,
    linuxParameters: { initProcessEnabled: true },
    resourceRequirements: resourceRequirements(job),
    environment: environment(job, secrets),
    ...(secrets.length > 0 && { secrets }),
    ...(volumes.length > 0 && { volumes, mountPoints }),
    logConfiguration: logConfiguration(name, logs),
    ...taskProperties(job, parts),
  };
}

/** The volumes of a job, and where its container has them. */
export function mounts(job: CompleteJob) {
  const writable = writableVolumes(job.writablePaths);
  const files = fileVolumes(job.files);
  return {
    volumes: [...[...writable, ...files].map(({ name }) => ({ name })), ...fileSystemVolumes(job.volumes)],
    mountPoints: [
      ...[...writable, ...volumeMounts(job.volumes)].map((volume) => mountPoint(volume, false)),
      ...files.map((volume) => mountPoint(volume, true)),
    ],
  };
}

/** What is the task's, rather than a container's. */
export function taskProperties(
  job: CompleteJob,
  { kind, assignPublicIp }: Pick<ContainerPropertiesParts, "kind" | "assignPublicIp">,
): object {
  return {
    ...(job.ephemeralStorageGib !== undefined && {
      ephemeralStorage: { sizeInGiB: job.ephemeralStorageGib },
    }),
    ...(kind.on === "fargate" && {
      runtimePlatform: {
        operatingSystemFamily: "LINUX",
        cpuArchitecture: job.architecture === "arm64" ? "ARM64" : "X86_64",
      },
      networkConfiguration: { assignPublicIp: assignPublicIp ? "ENABLED" : "DISABLED" },
    }),
  };
}

/** Sorted, as Batch returns them; without those that are secrets, and without empty ones, which Batch drops. */
export function environment(
  job: CompleteJob,
  secrets: TaskParts["secrets"],
): { name: string; value: pulumi.Input<string> }[] {
  const variables = {
    PLATFORM: "batch",
    // Until an event takes its place.
    ...(job.on && { [eventVariable]: "{}" }),
    ...job.environment,
    ...dataVariables(job.uses),
  };
  return Object.entries(variables)
    .filter(([name, value]) => value !== "" && !secrets.some((secret) => secret.name === name))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
}
