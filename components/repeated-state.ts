import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsContext } from "./aws-context";
import { type Failure, reportFailure, toReport } from "./failure-report";
import { type FailureTopic, publishStatements } from "./failure-topic";
import { createRole, serviceAssumeRolePolicy } from "./service-role";

/** A state machine with one state, which is repeated where it fails, and then reported. */
export interface RepeatedState {
  /** Name of the state machine, known in advance, so that its role is limited to it. */
  machineName: pulumi.Input<string>;
  /** What an execution does. */
  comment: string;
  /** Name of the state. */
  stateName: string;
  /** The state, of type Task or Parallel. */
  state: object;
  /** How often it is repeated, after 2 s, 4 s, 8 s … */
  attempts: number;
  /** What it may do in AWS. */
  statements: aws.iam.PolicyStatement[];
  /** Further resources that it needs, created for its role. @default nothing */
  access?: (role: aws.iam.Role) => pulumi.Resource[];
  /** What a message says of a failure. */
  failure: Failure;
  /** The topic that receives the message. @default none: failures aren't reported */
  topic: FailureTopic | undefined;
  context: AwsContext;
}

/** Creates the state machine and its role, which may do this alone, and report. */
export function createRepeatedState(
  name: string,
  parts: RepeatedState,
  options: pulumi.CustomResourceOptions,
): { stateMachine: aws.sfn.StateMachine; role: aws.iam.Role } {
  const { machineName, topic, context } = parts;
  const { partition, region, accountId } = context;
  const arn = pulumi.interpolate`arn:${partition}:states:${region}:${accountId}:stateMachine:${machineName}`;
  const trust = serviceAssumeRolePolicy("states.amazonaws.com", arn, context);
  const permissions: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [...parts.statements, ...(topic ? publishStatements("ReportFailures", topic) : [])],
  };
  const { role, policy } = createRole(name, { trust, permissions }, options);
  const access = parts.access?.(role) ?? [];
  const stateMachine = new aws.sfn.StateMachine(
    name,
    { name: machineName, roleArn: role.arn, definition: pulumi.jsonStringify(definitionOf(parts)) },
    { ...options, dependsOn: [policy, ...access] },
  );
  return { stateMachine, role };
}

function definitionOf({ comment, stateName, state, attempts, failure, topic }: RepeatedState): object {
  return {
    Comment: comment,
    QueryLanguage: "JSONata",
    StartAt: stateName,
    States: {
      [stateName]: {
        ...state,
        Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: attempts, IntervalSeconds: 2, BackoffRate: 2 }],
        ...(topic && { Catch: [toReport] }),
        End: true,
      },
      ...(topic && reportFailure(failure, topic)),
    },
  };
}
