import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { WithSidecars } from "../sidecar";
import { createTaskParts, type TaskParts } from "../tasks/task-parts";
import { execPolicy, protectionPolicy } from "../tasks/task-roles";
import type { EcsCluster } from "./cluster";
import type { Compute } from "./compute/compute";
import { fargate } from "./compute/fargate";
import type { ContainerParts } from "./container";
import { logStreamPrefix } from "./log-router";
import { logRouting, routingPolicy } from "./log-routing";
import { createTaskDefinition } from "./task-definition";

/** What a task on ECS is created from. */
export interface TaskArgs
  extends Pick<
    ContainerParts,
    "listener" | "variables" | "gpu" | "sysctls" | "networkMode" | "hostVolumes" | "ephemeralVolumes"
  > {
  container: WithSidecars;
  /** What the task is of, such as "service web". */
  describedAs: string;
  /** The cluster that it runs in. */
  cluster: Pick<EcsCluster, "name" | "context" | "execLog" | "runtimeMonitoring">;
  /** What it runs on. @default Fargate */
  compute?: Compute;
  /** Whether the container may protect its task from being stopped as the service scales in. @default false */
  protection?: boolean | undefined;
  /** Whether people may open a shell in the container with ECS Exec. @default false */
  exec?: boolean | undefined;
  /** ARN of the KMS key that encrypts the log group. @default a key of CloudWatch Logs */
  logKeyArn?: pulumi.Input<string> | undefined;
}

/** What runs as a task on ECS, of a service or a job. */
export interface Task extends TaskParts {
  readonly definition: aws.ecs.TaskDefinition;
  /** What the names of its container's log streams begin with, where a log router writes them; the id of the task follows. */
  readonly logStreamPrefix?: string;
}

/**
 * Creates the task definition of a container with its log group, its two roles and a secret for its secret variables. Costs
 * nothing itself but $0.40 a month where there are secret variables.
 */
export function createTask(name: string, args: TaskArgs, options: pulumi.CustomResourceOptions): Task {
  const { container, cluster, exec = false, protection = false, logKeyArn, describedAs, ...parts } = args;
  const routing = logRouting(name, container.logs, cluster.context);
  const task = createTaskParts(
    name,
    {
      container,
      describedAs,
      context: cluster.context,
      runtimeMonitoring: cluster.runtimeMonitoring && (args.compute ?? fargate) === fargate,
      logKeyArn,
      policies: {
        ...(exec && { exec: (ownLogGroup) => execPolicy(cluster.execLog?.logGroup.arn ?? ownLogGroup) }),
        ...(protection && { protection: () => protectionPolicy(cluster) }),
        ...(routing && { "log-router": (ownLogGroup) => routingPolicy(routing, ownLogGroup) }),
      },
    },
    options,
  );
  const { executionRole, taskRole, logs, secrets } = task;
  const definition = createTaskDefinition(
    name,
    { ...parts, container, family: cluster.name, executionRole, taskRole, logs, routing, exec, secrets },
    options,
  );
  return { ...task, definition, ...(routing && { logStreamPrefix: logStreamPrefix(name) }) };
}
