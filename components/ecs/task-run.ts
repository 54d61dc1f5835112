import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { functionAssumeRolePolicy } from "../function-role";
import { createNodeFunction } from "../node-function";
import type { TaskRunArgs } from "./task-run-arguments";
import { runTaskPolicy } from "./task-run-permissions";

/** Seconds that run-task.mjs leaves itself to stop the task. */
const reserveSeconds = 30;

/**
 * A command that runs once to its end in a task On-Demand, in each update that changes the task definition or the
 * command. A Lambda function runs the task and waits for its end: the update fails unless that is exit code 0, nothing that
 * depends on the invocation is changed, and the next update repeats it. Neither a preview nor a deletion runs the command.
 *
 * Costs the minutes of the task, and of Lambda $0.001 for ten minutes.
 */
export class TaskRun extends pulumi.ComponentResource {
  /** The invocation, which exists only if the command ended with exit code 0. */
  public readonly invocation: aws.lambda.Invocation;
  /** The function that runs the task. */
  public readonly lambda: aws.lambda.Function;

  constructor(name: string, args: TaskRunArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:ecs:TaskRun", name, {}, opts);
    const logGroup = this.createLogGroup(name, args);
    const role = this.createRole(name);
    const policy = this.createRolePolicy(name, args, role, logGroup);
    this.lambda = this.createFunction(name, args, role, logGroup);
    this.invocation = this.createInvocation(name, args, policy);
    this.registerOutputs({ functionName: this.lambda.name });
  }

  private createLogGroup(name: string, { retentionDays, logKeyArn }: TaskRunArgs): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      `${name}-logs`,
      { retentionInDays: retentionDays, kmsKeyId: logKeyArn },
      { parent: this },
    );
  }

  private createRole(name: string): aws.iam.Role {
    return new aws.iam.Role(
      name,
      { assumeRolePolicy: pulumi.jsonStringify(functionAssumeRolePolicy()) },
      { parent: this },
    );
  }

  private createRolePolicy(
    name: string,
    { task, volume, cluster }: TaskRunArgs,
    role: aws.iam.Role,
    logGroup: aws.cloudwatch.LogGroup,
  ): aws.iam.RolePolicy {
    const document = runTaskPolicy(task, cluster, logGroup, volume?.role);
    return new aws.iam.RolePolicy(
      name,
      { role: role.name, policy: pulumi.jsonStringify(document) },
      { parent: this },
    );
  }

  private createFunction(
    name: string,
    args: TaskRunArgs,
    role: aws.iam.Role,
    logGroup: aws.cloudwatch.LogGroup,
  ): aws.lambda.Function {
    const { task, container, timeoutMinutes, cluster, network, securityGroup, capacityProvider, volume } =
      args;
    return createNodeFunction(
      name,
      {
        file: join(__dirname, "run-task.mjs"),
        description: `Runs tasks of ${container} to their end`,
        role,
        timeout: timeoutMinutes * 60 + reserveSeconds,
        variables: {
          CAPACITY_PROVIDER: capacityProvider,
          CLUSTER: cluster.name,
          CONTAINER: container,
          LOG_GROUP: task.logGroup.name,
          ...(task.logStreamPrefix !== undefined && { LOG_STREAM_PREFIX: task.logStreamPrefix }),
          STARTED_BY: name,
          ...(securityGroup && {
            SUBNETS: pulumi.output(network.workloadSubnetIds).apply((ids) => ids.join()),
            SECURITY_GROUPS: securityGroup.id,
          }),
          ...(volume && { VOLUME: pulumi.jsonStringify(volume.ofTask) }),
          ASSIGN_PUBLIC_IP: network.assignPublicIp ? "ENABLED" : "DISABLED",
        },
        logGroup,
      },
      { parent: this },
    );
  }

  private createInvocation(
    name: string,
    { task, command, needed }: TaskRunArgs,
    policy: aws.iam.RolePolicy,
  ): aws.lambda.Invocation {
    return new aws.lambda.Invocation(
      name,
      {
        functionName: this.lambda.name,
        input: pulumi.jsonStringify({ taskDefinition: task.definition.arn, command }),
      },
      // By replacement alone: of an update that fails, the state keeps the new input, and no further one would run it again.
      { parent: this, dependsOn: [policy, ...needed], replaceOnChanges: ["input"] },
    );
  }
}
