import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { compatibilities } from "../../facts/ecs-computes";
import { withoutRouter } from "../log-routing";
import { ownSize, sidecarFileVolumes, sidecarVolumes, type WithSidecars } from "../sidecar";
import { fileSystemVolumes } from "../tasks/file-system-volumes";
import type { Compute } from "./compute/compute";
import { fargate } from "./compute/fargate";
import { type ContainerParts, containerDefinition, volumes } from "./container";
import { ephemeralTaskVolumes } from "./ephemeral-volume";
import { fileWriter } from "./file-writer";
import { hostTaskVolumes, hostVolumesOpener } from "./host-volumes";
import { routed, routerVolumes } from "./log-router";
import type { LogRouting } from "./log-routing";
import { sidecarDefinitions, sidecarDependencies, writtenBy } from "./sidecars";

/** What a task definition consists of. */
interface TaskParts extends ContainerParts {
  container: WithSidecars;
  /** Name that its family begins with: the cluster's. */
  family: pulumi.Input<string>;
  executionRole: aws.iam.Role;
  taskRole: aws.iam.Role;
  /** Where its log router sends log lines. @default none: the driver awslogs sends them */
  routing?: LogRouting | undefined;
  /** What the task runs on. @default Fargate */
  compute?: Compute | undefined;
}

/** Creates the task definition of a service or a job on ECS. */
export function createTaskDefinition(
  name: string,
  { container, family, executionRole, taskRole, compute = fargate, ...parts }: TaskParts,
  opts: pulumi.CustomResourceOptions,
): aws.ecs.TaskDefinition {
  return new aws.ecs.TaskDefinition(
    `${name}-task`,
    {
      // Pulumi adds no suffix to a family: with the cluster's name, two stacks in one account don't share one.
      family: pulumi.interpolate`${family}-${name}`,
      requiresCompatibilities: [compute.compatibility],
      networkMode: parts.networkMode ?? "awsvpc",
      cpu: String(container.cpu),
      memory: String(container.memory),
      ...(container.ephemeralStorageGib !== undefined && {
        ephemeralStorage: { sizeInGib: container.ephemeralStorageGib },
      }),
      ...(compute.compatibility !== compatibilities.external && {
        runtimePlatform: {
          operatingSystemFamily: "LINUX",
          cpuArchitecture: container.architecture === "arm64" ? "ARM64" : "X86_64",
        },
      }),
      executionRoleArn: executionRole.arn,
      taskRoleArn: taskRole.arn,
      volumes: [
        ...volumes(container, parts.exec),
        ...fileSystemVolumes(container.volumes),
        ...hostTaskVolumes(parts.hostVolumes ?? {}),
        ...ephemeralTaskVolumes(parts.ephemeralVolumes ?? {}),
        ...(container.sidecars ?? [])
          .flatMap((sidecar) => [...sidecarVolumes(sidecar), ...sidecarFileVolumes(sidecar)])
          .map(({ name }) => ({ name })),
        ...routerVolumes(parts.routing),
      ],
      containerDefinitions: pulumi.jsonStringify(containerDefinitions(name, container, parts)),
    },
    opts,
  );
}

/** The container, those that write files and open directories of the instance before it starts, its sidecars, and their log router. */
function containerDefinitions(
  name: string,
  container: WithSidecars,
  parts: ContainerParts & Pick<TaskParts, "routing">,
): aws.ecs.ContainerDefinition[] {
  const { sidecars = [] } = container;
  const definition = containerDefinition(name, container, parts);
  const filesName = `${name}-files`;
  const writer = fileWriter(filesName, container, parts.logs);
  const openerName = `${name}-host-volumes`;
  const opener = hostVolumesOpener(openerName, parts.hostVolumes ?? {}, parts.logs);
  const dependsOn: aws.ecs.ContainerDependency[] = [
    ...(opener ? [writtenBy(openerName)] : []),
    ...(writer ? [writtenBy(filesName)] : []),
    ...sidecarDependencies(sidecars),
  ];
  const own = { ...definition, ...(dependsOn.length > 0 && { dependsOn }) };
  const others = sidecarDefinitions(sidecars, parts.logs, filesName, parts.networkMode);
  const { routing, logs } = parts;
  const written = [...(opener ? [opener] : []), ...(writer ? [writer] : [])];
  if (routing === undefined) return [own, ...written, ...others];
  const size = withoutRouter(ownSize(container), container.logs);
  return [...routed([{ ...own, ...size }, ...others], routing, logs), ...written];
}
