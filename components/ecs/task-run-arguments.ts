import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { LogRetentionDays } from "../../facts/log-retention";
import type { EcsCluster } from "./cluster";
import type { EcsNetwork } from "./ecs-network";
import type { EphemeralVolume } from "./ephemeral-volume";
import type { Task } from "./task";

/** Arguments of {@link TaskRun}. */
export interface TaskRunArgs {
  /** What runs. */
  task: Task;
  /** Name of the task's container that runs the command. */
  container: string;
  /** Command with its arguments, instead of the container's own. */
  command: string[];
  /** Minutes after which the task is stopped, 1 to 14. */
  timeoutMinutes: number;
  /** The cluster that it runs in. */
  cluster: Pick<EcsCluster, "arn" | "name" | "context">;
  /** The network that it runs in. */
  network: EcsNetwork;
  /** The security group of its network interface; undefined where it has none. */
  securityGroup: aws.ec2.SecurityGroup | undefined;
  /** Name of the capacity provider that it runs on. */
  capacityProvider: pulumi.Input<string>;
  /** The volume that ECS creates for the task; undefined where it has none. */
  volume: EphemeralVolume | undefined;
  /** What the task needs besides, such as the rules of its security group. */
  needed: readonly pulumi.Resource[];
  /** Days that the log lines of the function are kept. */
  retentionDays: LogRetentionDays;
  /** ARN of the KMS key that encrypts the function's log group. @default a key of CloudWatch Logs */
  logKeyArn?: pulumi.Input<string> | undefined;
}
