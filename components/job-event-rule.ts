import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { latestStartSeconds, startAttempts } from "../facts/job-limits";
import type { AwsContext } from "./aws-context";
import { busOf, type EventPattern, eventPattern, type JobEvent } from "./job-event";
import { createRole, serviceAssumeRolePolicy } from "./service-role";

/** What the rule of a job's event refers to. */
export interface JobEventParts {
  on: JobEvent;
  /** The pattern of the runs of another job that succeeded. */
  succeeded: (job: string) => EventPattern;
  /** The state machine that receives the event as its input. */
  stateMachine: aws.sfn.StateMachine;
  /** The queue of the starts that EventBridge gives up; its policy has to accept them from the rule. */
  deadLetters: aws.sqs.Queue;
  context: AwsContext;
}

/**
 * Creates the rule of EventBridge that starts a job on an event, with the role that may start its state machine alone. A start
 * that fails is tried again for an hour, and then given up to the dead-letter queue. Costs nothing itself; events of a bucket
 * $1.00 per million.
 */
export function createJobEventRule(
  name: string,
  { on, succeeded, stateMachine, deadLetters, context }: JobEventParts,
  options: pulumi.CustomResourceOptions,
): aws.cloudwatch.EventRule {
  const eventBusName = busOf(on);
  const bus = eventBusName === undefined ? {} : { eventBusName };
  const rule = new aws.cloudwatch.EventRule(
    `${name}-event`,
    {
      ...bus,
      description: `Starts the job ${name}`,
      eventPattern: pulumi.jsonStringify(eventPattern(on, succeeded)),
    },
    options,
  );
  const trust = serviceAssumeRolePolicy("events.amazonaws.com", rule.arn, context);
  const permissions: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [
      { Sid: "StartRuns", Effect: "Allow", Action: "states:StartExecution", Resource: stateMachine.arn },
    ],
  };
  const { role, policy } = createRole(`${name}-event`, { trust, permissions }, options);
  new aws.cloudwatch.EventTarget(
    `${name}-event`,
    {
      ...bus,
      rule: rule.name,
      arn: stateMachine.arn,
      roleArn: role.arn,
      retryPolicy: { maximumRetryAttempts: startAttempts, maximumEventAgeInSeconds: latestStartSeconds },
      deadLetterConfig: { arn: deadLetters.arn },
    },
    { ...options, dependsOn: [policy] },
  );
  return rule;
}
