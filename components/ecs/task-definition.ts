import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { CompleteService } from "../complete-service";
import { containerDefinition, type LogDestination, volumes } from "./container";
import type { ContainerSecret } from "./container-secrets";

/** What a task definition consists of. */
interface TaskParts {
  service: CompleteService;
  /** Name that its family begins with: the cluster's. */
  family: pulumi.Input<string>;
  executionRole: aws.iam.Role;
  taskRole: aws.iam.Role;
  logs: LogDestination;
  exec: boolean;
  /** Variables whose values ECS reads as a task starts. */
  secrets: readonly ContainerSecret[];
}

/** Creates the task definition of a service on Fargate. */
export function createTaskDefinition(
  name: string,
  { service, family, executionRole, taskRole, logs, exec, secrets }: TaskParts,
  opts: pulumi.CustomResourceOptions,
): aws.ecs.TaskDefinition {
  return new aws.ecs.TaskDefinition(
    `${name}-task`,
    {
      // Pulumi adds no suffix to a family: with the cluster's name, two stacks in one account don't share one.
      family: pulumi.interpolate`${family}-${name}`,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: String(service.cpu),
      memory: String(service.memory),
      runtimePlatform: {
        operatingSystemFamily: "LINUX",
        cpuArchitecture: service.architecture === "arm64" ? "ARM64" : "X86_64",
      },
      executionRoleArn: executionRole.arn,
      taskRoleArn: taskRole.arn,
      volumes: volumes(service, exec),
      containerDefinitions: pulumi.jsonStringify([containerDefinition(name, service, logs, exec, secrets)]),
    },
    opts,
  );
}
