import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { startAttempts } from "../../facts/job-limits";
import { nameLengths } from "../../facts/name-lengths";
import type { AwsContext } from "../aws-context";
import { reportJobFailure, toReport } from "../failure-report";
import { type FailureTopic, publishStatements } from "../failure-topic";
import { validateLength } from "../invalid-arguments";
import type { CompleteJob } from "../job";
import { type EventPattern, eventOfExecution, type JobEvent } from "../job-event";
import { createJobEventRule } from "../job-event-rule";
import { createRole, serviceAssumeRolePolicy } from "../service-role";

/** What submits a job as an event arrives. */
export interface EventStartParts {
  job: CompleteJob;
  on: JobEvent;
  /** What is submitted. */
  submission: { JobName: string; JobQueue: pulumi.Input<string>; JobDefinition: pulumi.Input<string> };
  /** The permission to submit it. */
  permission: aws.iam.PolicyStatement;
  /** The pattern of the runs of another job that succeeded. */
  succeeded: (job: string) => EventPattern;
  failures: FailureTopic;
  deadLetters: aws.sqs.Queue;
  context: AwsContext;
}

/** Validates the lengths of the names of the state machines of jobs with an event. */
export function validateEventStarts(jobs: Readonly<Record<string, { on?: JobEvent | undefined }>>): string[] {
  return Object.entries(jobs).flatMap(([name, { on }]) =>
    on === undefined
      ? []
      : validateLength("project-stack-job", stateMachineName(name), { max: nameLengths.stateMachine }),
  );
}

/**
 * Creates a rule of EventBridge and a state machine that submits the job with the event as a variable: a rule alone can't pass a
 * whole event to a job. Costs nothing itself; a start 2 state transitions, $0.00005.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html (read 2026-11-21)
 */
export function createEventStart(
  name: string,
  { job, on, submission, permission, succeeded, failures, deadLetters, context }: EventStartParts,
  options: pulumi.CustomResourceOptions,
): aws.cloudwatch.EventRule {
  const { partition, region, accountId } = context;
  const arn = pulumi.interpolate`arn:${partition}:states:${region}:${accountId}:stateMachine:${stateMachineName(name)}`;
  const trust = serviceAssumeRolePolicy("states.amazonaws.com", arn, context);
  const permissions: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [permission, ...publishStatements("ReportFailures", failures)],
  };
  const { role, policy } = createRole(`${name}-submit`, { trust, permissions }, options);
  const definition = {
    Comment: `Submits the job ${name} with the event that starts it`,
    QueryLanguage: "JSONata",
    StartAt: "Submit",
    States: {
      Submit: {
        Type: "Task",
        Resource: "arn:aws:states:::batch:submitJob",
        Arguments: {
          ...submission,
          ...(job.array !== undefined && { ArrayProperties: { Size: job.array } }),
          ContainerOverrides: { Environment: [eventOfExecution] },
        },
        Retry: [
          { ErrorEquals: ["States.ALL"], MaxAttempts: startAttempts, IntervalSeconds: 2, BackoffRate: 2 },
        ],
        Catch: [toReport],
        End: true,
      },
      ...reportJobFailure(name, failures),
    },
  };
  const stateMachine = new aws.sfn.StateMachine(
    `${name}-submit`,
    { name: stateMachineName(name), roleArn: role.arn, definition: pulumi.jsonStringify(definition) },
    { ...options, dependsOn: [policy] },
  );
  return createJobEventRule(name, { on, succeeded, stateMachine, deadLetters, context }, options);
}

/** Known in advance, so that its role is limited to it. */
function stateMachineName(name: string): string {
  return `${pulumi.getProject()}-${pulumi.getStack()}-${name}`;
}
