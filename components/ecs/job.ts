import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assertValidArguments } from "../invalid-arguments";
import { type CompleteJob, completeJob } from "../job";
import { createJobEventRule } from "../job-event-rule";
import { createJobSchedule } from "../job-schedules";
import { createRole, serviceAssumeRolePolicy } from "../service-role";
import { createEgressRules } from "../tasks/egress-rules";
import type { Compute } from "./compute/compute";
import { type EcsJobArgs, validateEcsJob } from "./job-arguments";
import { placedJob } from "./run-placement";
import {
  runPolicy,
  stateMachineArn,
  stateMachineDefinition,
  stateMachineName,
  succeeded,
} from "./state-machine";
import { createTask, type Task } from "./task";

/** What starts a job by hand, and finds its log lines. */
export interface EcsJobRuns {
  platform: "ecs";
  /** Region of the state machine. */
  region: pulumi.Output<string>;
  /** ARN of the state machine, an execution of which is a run. */
  stateMachine: pulumi.Output<string>;
  /** Log group of the tasks. */
  logGroup: pulumi.Output<string>;
  /** Name of the container. */
  container: string;
  /** What the names of its log streams begin with, where a log router writes them; the id of a task follows. */
  logStreamPrefix?: string;
}

/**
 * A job on Fargate or on instances of the cluster: a task definition, and a state machine of Step Functions, an execution of which runs it as a task; with a
 * schedule of EventBridge Scheduler, or a rule of EventBridge for its event, where it has one. A run that fails, whether the container's exit status isn't 0, it takes too
 * long, or no task can be started, is repeated as the job says, and then reported to the topic. Executions can be seen for 90
 * days.
 *
 * Costs nothing at rest. A run costs the task, or the instance that ECS starts for it; on Fargate by the second and a minute at least: in us-east-1 $0.0324 per hour and vCPU and
 * $0.0036 per GiB on arm64, $0.0081 + $0.0018 with 256 CPU units and 512 MiB; and $0.000025 for each of its 2 to 4 state
 * transitions. Schedules cost $1 per million.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class EcsJob extends pulumi.ComponentResource {
  /** Name of the job, as the component was called. */
  public readonly name: string;
  /** A job has no address. */
  public readonly url = undefined;
  /** The task definition. */
  public readonly taskDefinition: aws.ecs.TaskDefinition;
  /** The role of the application. */
  public readonly taskRole: aws.iam.Role;
  /** The state machine: an execution is a run. */
  public readonly stateMachine: aws.sfn.StateMachine;
  /** The schedule, where it has one. */
  public readonly schedule: aws.scheduler.Schedule | undefined;
  /** The rule of its event, where it has one. */
  public readonly eventRule: aws.cloudwatch.EventRule | undefined;
  /** The security group of its tasks: nothing inbound, outbound HTTPS and what `egress` opens. */
  public readonly securityGroup: aws.ec2.SecurityGroup;
  /** What starts it by hand. */
  public readonly runs: EcsJobRuns;

  private readonly description: CompleteJob;
  private readonly compute: Compute;

  constructor(name: string, args: EcsJobArgs, opts?: pulumi.ComponentResourceOptions) {
    const job = completeJob(args.job);
    assertValidArguments("EcsJob", name, validateEcsJob(name, job, args));
    super("aws-containers:ecs:EcsJob", name, {}, opts);

    this.name = name;
    this.description = job;
    const { cluster, exec, logKeyArn } = args;
    this.compute = cluster.computes.of(placedJob(job));
    const described = { container: job, describedAs: `job ${name}`, cluster, exec, logKeyArn };
    const task = createTask(name, { ...described, compute: this.compute, gpu: job.gpu }, { parent: this });
    this.taskDefinition = task.definition;
    this.taskRole = task.taskRole;
    this.securityGroup = this.createSecurityGroup(name, args);
    const rules = createEgressRules(name, this.securityGroup, job, { parent: this });
    this.stateMachine = this.createStateMachine(name, args, task, rules);
    const permission: aws.iam.PolicyStatement = {
      Sid: "StartRuns",
      Effect: "Allow",
      Action: "states:StartExecution",
      Resource: this.stateMachine.arn,
    };
    this.schedule = createJobSchedule(
      name,
      job,
      { target: this.stateMachine.arn, permission },
      { schedules: args.starts?.schedules, context: cluster.context },
      { parent: this },
    );
    this.eventRule = this.createEventRule(name, args);
    this.runs = {
      platform: "ecs",
      region: pulumi.output(cluster.context.region),
      stateMachine: this.stateMachine.arn,
      logGroup: task.logGroup.name,
      container: name,
      ...(task.logStreamPrefix !== undefined && { logStreamPrefix: task.logStreamPrefix }),
    };

    this.registerOutputs({ stateMachine: this.stateMachine.arn });
  }

  private createSecurityGroup(name: string, { network }: EcsJobArgs): aws.ec2.SecurityGroup {
    return new aws.ec2.SecurityGroup(
      `${name}-job`,
      { vpcId: network.vpcId, description: "Job: no requests, to HTTPS" },
      { parent: this },
    );
  }

  private createEventRule(
    name: string,
    { cluster, starts }: EcsJobArgs,
  ): aws.cloudwatch.EventRule | undefined {
    const { on } = this.description;
    if (on === undefined || starts === undefined) return undefined;
    const { context } = cluster;
    const parts = { on, succeeded: succeeded(cluster), stateMachine: this.stateMachine, context };
    return createJobEventRule(name, { ...parts, deadLetters: starts.deadLetters }, { parent: this });
  }

  /** With a name that is known in advance, so that its role is limited to it. */
  private createStateMachine(
    name: string,
    { cluster, network, failures }: EcsJobArgs,
    task: Task,
    rules: pulumi.Resource[],
  ): aws.sfn.StateMachine {
    const { context } = cluster;
    const arn = stateMachineArn(cluster, name);
    const trust = serviceAssumeRolePolicy("states.amazonaws.com", arn, context);
    const permissions = runPolicy({
      context,
      cluster,
      stateMachineArn: arn,
      taskDefinition: task.definition,
      roles: [task.taskRole, task.executionRole],
      failures,
    });
    const { role, policy } = createRole(`${name}-run`, { trust, permissions }, { parent: this });
    return new aws.sfn.StateMachine(
      `${name}-job`,
      {
        name: stateMachineName(cluster, name),
        roleArn: role.arn,
        definition: stateMachineDefinition({
          name,
          job: this.description,
          clusterArn: cluster.arn,
          taskDefinitionArn: task.definition.arn,
          securityGroupId: this.securityGroup.id,
          network,
          compute: this.compute,
          failures,
        }),
      },
      { parent: this, dependsOn: [policy, ...task.needed, ...rules, cluster.capacityProviders] },
    );
  }
}
