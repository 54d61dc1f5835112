import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { startAttempts } from "../../facts/job-limits";
import { nameLengths } from "../../facts/name-lengths";
import type { AwsContext } from "../aws-context";
import { jobFailure } from "../failure-report";
import type { FailureTopic } from "../failure-topic";
import type { CompleteJob } from "../job";
import { type EventPattern, eventOfExecution, type JobEvent } from "../job-event";
import { createJobEventRule } from "../job-event-rule";
import { createRepeatedState } from "../repeated-state";
import { shortened } from "../shortened-name";
import { hasFileWriter } from "./resource-requirements";

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
  const { stateMachine } = createRepeatedState(
    `${name}-submit`,
    {
      machineName: stateMachineName(name),
      comment: `Submits the job ${name} with the event that starts it`,
      stateName: "Submit",
      state: {
        Type: "Task",
        ...submit(name, job, submission),
      },
      attempts: startAttempts,
      statements: [permission],
      failure: jobFailure(name),
      topic: failures,
      context,
    },
    options,
  );
  return createJobEventRule(name, { on, succeeded, stateMachine, deadLetters, context }, options);
}

/**
 * By the API itself where a job has several containers: the integration of Step Functions sets overrides of a single one, which Batch
 * refuses then.
 * @see https://repost.aws/questions/QUYUtrKcPGRf-Rj1m1dXJH1Q (read 2026-11-22)
 */
function submit(name: string, job: CompleteJob, submission: EventStartParts["submission"]): object {
  const overrides = { Environment: [eventOfExecution] };
  const shared = {
    ...submission,
    ...(job.array !== undefined && { ArrayProperties: { Size: job.array } }),
  };
  return hasFileWriter(job)
    ? {
        Resource: "arn:aws:states:::aws-sdk:batch:submitJob",
        Arguments: {
          ...shared,
          EcsPropertiesOverride: { TaskProperties: [{ Containers: [{ Name: name, ...overrides }] }] },
        },
      }
    : {
        Resource: "arn:aws:states:::batch:submitJob",
        Arguments: { ...shared, ContainerOverrides: overrides },
      };
}

/** Known in advance, so that its role is limited to it. */
function stateMachineName(name: string): string {
  return shortened(`${pulumi.getProject()}-${pulumi.getStack()}-${name}`, nameLengths.stateMachine);
}
