import { shellImage } from "../../facts/shell-image";
import { fileVolumes } from "../container-files";
import type { CompleteJob } from "../job";
import { user } from "../tasks/container-user";
import { logConfiguration } from "../tasks/log-configuration";
import { mountPoint } from "../tasks/mount-point";
import { type ContainerPropertiesParts, environment, mounts, taskProperties } from "./container-properties";
import { resourceRequirements, writerSize } from "./resource-requirements";

/**
 * Takes pairs of arguments, a path and a text after a dot: Batch doesn't say that it allows empty ones. The directory of a path is a
 * volume, or in one.
 */
const script = `while [ $# -gt 0 ]; do mkdir -p "$(dirname "$1")"; printf %s "\${2#.}" > "$1"; shift 2; done`;

/**
 * With the lists that Batch returns though nobody has set them: the provider ignores them in a job of one container, and were they
 * missing here, each preview would have a new revision.
 */
const linuxParameters = { devices: [], initProcessEnabled: true, tmpfs: [] };

/**
 * The containers of a job with files: one that writes them into volumes and ends before the job's own starts, which is that of a job
 * of one container. They share its size, so that its own has what the first leaves.
 *
 * The first one's user is root, whose the volumes are, with a read-only root filesystem; on Batch nobody can take root's
 * capabilities away.
 *
 * @see https://docs.aws.amazon.com/batch/latest/userguide/multi-container-jobs.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/batch/latest/APIReference/API_TaskContainerProperties.html (read 2026-11-22)
 */
export function ecsProperties(name: string, job: CompleteJob, parts: ContainerPropertiesParts): object {
  const { taskRole, executionRole, logs, secrets } = parts;
  const { volumes, mountPoints } = mounts(job);
  const files = fileVolumes(job.files);
  const writer = `${name}-files`;
  const writerHas = writerSize(parts.kind);
  const own = { cpu: job.cpu - writerHas.cpu, memory: job.memory - writerHas.memory };
  return {
    taskProperties: [
      {
        taskRoleArn: taskRole.arn,
        executionRoleArn: executionRole.arn,
        volumes,
        ...taskProperties(job, parts),
        containers: [
          {
            name,
            image: job.image.reference,
            ...(job.command && { command: job.command }),
            essential: true,
            dependsOn: [{ containerName: writer, condition: "SUCCESS" }],
            user,
            readonlyRootFilesystem: true,
            linuxParameters,
            resourceRequirements: resourceRequirements({
              ...own,
              ...(job.gpu !== undefined && { gpu: job.gpu }),
            }),
            environment: environment(job, secrets),
            ...(secrets.length > 0 && { secrets }),
            mountPoints,
            logConfiguration: logConfiguration(name, logs),
          },
          {
            name: writer,
            image: shellImage,
            command: [
              ...["sh", "-ec", script, "sh"],
              ...files.flatMap((volume) => volume.files.flatMap(({ path, text }) => [path, `.${text}`])),
            ],
            essential: false,
            user: "0:0",
            readonlyRootFilesystem: true,
            resourceRequirements: resourceRequirements(writerHas),
            mountPoints: files.map((volume) => mountPoint(volume, false)),
            logConfiguration: logConfiguration(writer, logs),
          },
        ],
      },
    ],
  };
}
