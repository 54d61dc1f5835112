import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsContext } from "../aws-context";
import { reportJobFailure, toReport } from "../failure-report";
import { type FailureTopic, publishStatements } from "../failure-topic";
import type { CompleteJob } from "../job";
import { type EventPattern, eventOfExecution } from "../job-event";
import type { Compute } from "./compute/compute";
import type { EcsNetwork } from "./ecs-network";
import { placedJob, runPlacement } from "./run-placement";

/** What of a cluster is in the names of its jobs' state machines. */
interface NamedCluster {
  name: pulumi.Input<string>;
  context: AwsContext;
}

/** The name of a job's state machine, which is known before it exists. */
export function stateMachineName(cluster: NamedCluster, job: string): pulumi.Output<string> {
  return pulumi.interpolate`${cluster.name}-${job}`;
}

/** The ARN of a job's state machine. */
export function stateMachineArn(cluster: NamedCluster, job: string): pulumi.Output<string> {
  const { partition, region, accountId } = cluster.context;
  return pulumi.interpolate`arn:${partition}:states:${region}:${accountId}:stateMachine:${stateMachineName(cluster, job)}`;
}

/** What a run that was left out says. */
const leftOutText = "another run is in progress";

/**
 * The pattern of runs that succeeded; without those that were left out, whose executions succeed too.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html (read 2026-11-21)
 */
export function succeeded(cluster: NamedCluster): (job: string) => EventPattern {
  return (job) => ({
    source: ["aws.states"],
    "detail-type": ["Step Functions Execution Status Change"],
    detail: {
      status: ["SUCCEEDED"],
      stateMachineArn: [stateMachineArn(cluster, job)],
      output: [{ "anything-but": [JSON.stringify({ leftOut: leftOutText })] }],
    },
  });
}

/** What runs of a job need. */
export interface RunParts {
  name: string;
  job: CompleteJob;
  clusterArn: pulumi.Input<string>;
  taskDefinitionArn: pulumi.Input<string>;
  securityGroupId: pulumi.Input<string>;
  network: EcsNetwork;
  /** What the task runs on. */
  compute: Compute;
  failures: FailureTopic;
}

/**
 * The definition of a job's state machine. A run is an execution of it, which starts a task and waits for its end: Step
 * Functions stops the task after the timeout, or with the execution, and repeats it where it failed. ECS alone has no timeout
 * for a task and repeats none.
 *
 * A run that finds another one in progress is left out, unless the job allows it. Two that start at the same moment may both
 * be left out: the list of executions is eventually consistent.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html (read 2026-11-21)
 */
export function stateMachineDefinition(parts: RunParts): pulumi.Output<string> {
  const { name, job } = parts;
  const states = {
    ...(job.concurrency === "forbid" && leaveOut("Run")),
    Run: runTask(parts),
    ...reportJobFailure(name, parts.failures),
  };
  return pulumi.jsonStringify({
    Comment: `Runs of the job ${name}`,
    QueryLanguage: "JSONata",
    StartAt: job.concurrency === "forbid" ? "FindRuns" : "Run",
    States: states,
  });
}

/** States that leave a run out where another one is in progress. */
function leaveOut(next: string): object {
  return {
    FindRuns: {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:sfn:listExecutions",
      Arguments: { StateMachineArn: "{% $states.context.StateMachine.Id %}", StatusFilter: "RUNNING" },
      Output: "{% $count($states.result.Executions[ExecutionArn != $states.context.Execution.Id]) %}",
      Catch: [toReport],
      Next: "IsRunning",
    },
    IsRunning: {
      Type: "Choice",
      Choices: [{ Condition: "{% $states.input > 0 %}", Next: "LeftOut" }],
      Default: next,
    },
    LeftOut: { Type: "Succeed", Output: { leftOut: leftOutText } },
  };
}

function runTask({ name, job, network, ...parts }: RunParts): object {
  const { retries, timeoutMinutes, on } = job;
  return {
    Type: "Task",
    Resource: "arn:aws:states:::ecs:runTask.sync",
    Arguments: {
      Cluster: parts.clusterArn,
      TaskDefinition: parts.taskDefinitionArn,
      ...runPlacement(parts.compute, placedJob(job)),
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          Subnets: network.workloadSubnetIds,
          SecurityGroups: [parts.securityGroupId],
          AssignPublicIp: network.assignPublicIp ? "ENABLED" : "DISABLED",
        },
      },
      ...(on && { Overrides: { ContainerOverrides: [{ Name: name, Environment: [eventOfExecution] }] } }),
      EnableECSManagedTags: true,
      PropagateTags: "TASK_DEFINITION",
    },
    TimeoutSeconds: timeoutMinutes * 60,
    ...(retries > 0 && {
      Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: retries, IntervalSeconds: 10, BackoffRate: 2 }],
    }),
    Catch: [toReport],
    End: true,
  };
}

/** What the role of a state machine refers to. */
export interface RunPermissions {
  context: AwsContext;
  cluster: { name: pulumi.Input<string>; arn: pulumi.Input<string> };
  stateMachineArn: pulumi.Input<string>;
  taskDefinition: aws.ecs.TaskDefinition;
  /** The roles of the task. */
  roles: aws.iam.Role[];
  failures: FailureTopic;
}

/**
 * Allows Step Functions to run the job's tasks in the cluster, to learn of their end by a rule of its own, to stop them, and to
 * report a failure.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/ecs-iam.html (read 2026-11-21)
 */
export function runPolicy(parts: RunPermissions): aws.iam.PolicyDocument {
  const { context, cluster, taskDefinition, roles } = parts;
  const { partition, region, accountId } = context;
  const arn = (service: string, resource: pulumi.Input<string>) =>
    pulumi.interpolate`arn:${partition}:${service}:${region}:${accountId}:${resource}`;
  const tasks = arn("ecs", pulumi.interpolate`task/${cluster.name}/*`);
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "RunTasks",
        Effect: "Allow",
        Action: "ecs:RunTask",
        Resource: pulumi.interpolate`${taskDefinition.arnWithoutRevision}:*`,
        Condition: { ArnEquals: { "ecs:cluster": cluster.arn } },
      },
      {
        Sid: "TagTasks",
        Effect: "Allow",
        Action: "ecs:TagResource",
        Resource: tasks,
        Condition: { StringEquals: { "ecs:CreateAction": "RunTask" } },
      },
      { Sid: "StopTasks", Effect: "Allow", Action: ["ecs:DescribeTasks", "ecs:StopTask"], Resource: tasks },
      {
        Sid: "HearOfTasks",
        Effect: "Allow",
        Action: ["events:DescribeRule", "events:PutRule", "events:PutTargets"],
        Resource: arn("events", "rule/StepFunctionsGetEventsForECSTaskRule"),
      },
      {
        Sid: "PassRoles",
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: roles.map((role) => role.arn),
        Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      },
      {
        Sid: "FindRuns",
        Effect: "Allow",
        Action: "states:ListExecutions",
        Resource: parts.stateMachineArn,
      },
      ...publishStatements("ReportFailures", parts.failures),
    ],
  };
}
