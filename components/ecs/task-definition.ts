import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { sidecarFileVolumes, sidecarVolumes, type WithSidecars } from "../sidecar";
import { fileSystemVolumes } from "../tasks/file-system-volumes";
import type { Compute } from "./compute/compute";
import { fargate } from "./compute/fargate";
import { type ContainerParts, containerDefinition, volumes } from "./container";
import { fileWriter } from "./file-writer";
import { sidecarDefinitions, sidecarDependencies, writtenBy } from "./sidecars";

/** What a task definition consists of. */
interface TaskParts extends ContainerParts {
  container: WithSidecars;
  /** Name that its family begins with: the cluster's. */
  family: pulumi.Input<string>;
  executionRole: aws.iam.Role;
  taskRole: aws.iam.Role;
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
      runtimePlatform: {
        operatingSystemFamily: "LINUX",
        cpuArchitecture: container.architecture === "arm64" ? "ARM64" : "X86_64",
      },
      executionRoleArn: executionRole.arn,
      taskRoleArn: taskRole.arn,
      volumes: [
        ...volumes(container, parts.exec),
        ...fileSystemVolumes(container.volumes),
        ...(container.sidecars ?? [])
          .flatMap((sidecar) => [...sidecarVolumes(sidecar), ...sidecarFileVolumes(sidecar)])
          .map(({ name }) => ({ name })),
      ],
      containerDefinitions: pulumi.jsonStringify(containerDefinitions(name, container, parts)),
    },
    opts,
  );
}

/** The container, the one that writes files before it starts, and its sidecars. */
function containerDefinitions(
  name: string,
  container: WithSidecars,
  parts: ContainerParts,
): aws.ecs.ContainerDefinition[] {
  const { sidecars = [] } = container;
  const definition = containerDefinition(name, container, parts);
  const filesName = `${name}-files`;
  const writer = fileWriter(filesName, container, parts.logs);
  const dependsOn: aws.ecs.ContainerDependency[] = [
    ...(writer ? [writtenBy(filesName)] : []),
    ...sidecarDependencies(sidecars),
  ];
  return [
    { ...definition, ...(dependsOn.length > 0 && { dependsOn }) },
    ...(writer ? [writer] : []),
    ...sidecarDefinitions(sidecars, parts.logs, filesName),
  ];
}
