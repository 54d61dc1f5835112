import type * as aws from "@pulumi/aws";
import { appendedDigits, inRegions, regional, type Scope, taggedAsStack } from "./scope";

/** Queues and dead-letter queues, by their whole names but for the digits that Pulumi appends. */
export function changeQueues(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeQueues",
    Effect: "Allow",
    Action: [
      "sqs:CreateQueue",
      "sqs:DeleteQueue",
      "sqs:SetQueueAttributes",
      "sqs:TagQueue",
      "sqs:UntagQueue",
    ],
    Resource: scope.components.flatMap((component) => [
      regional(scope, "sqs", `${component}-queue-${appendedDigits}`),
      regional(scope, "sqs", `${component}-dead-letters-${appendedDigits}`),
    ]),
    Condition: { StringEquals: inRegions(scope) },
  };
}

/** FIFO queues, by the stacks' tags: their names would take more room than a policy has. */
export function changeFifoQueues(scope: Scope): aws.iam.PolicyStatement[] {
  const ofFifoQueues = { Effect: "Allow", Resource: regional(scope, "sqs", "*.fifo") } as const;
  return [
    {
      ...ofFifoQueues,
      Sid: "CreateFifoQueues",
      Action: ["sqs:CreateQueue", "sqs:TagQueue"],
      Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope, "RequestTag") } },
    },
    {
      ...ofFifoQueues,
      Sid: "ChangeFifoQueues",
      Action: ["sqs:DeleteQueue", "sqs:SetQueueAttributes", "sqs:TagQueue", "sqs:UntagQueue"],
      Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } },
    },
  ];
}

/** Tables, by their whole names likewise. */
export function changeTables(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeTables",
    Effect: "Allow",
    Action: [
      "dynamodb:CreateTable",
      "dynamodb:DeleteTable",
      "dynamodb:TagResource",
      "dynamodb:UntagResource",
      "dynamodb:UpdateContinuousBackups",
      "dynamodb:UpdateTable",
    ],
    Resource: scope.components.map((component) =>
      regional(scope, "dynamodb", `table/${component}-table-${appendedDigits}`),
    ),
    Condition: { StringEquals: inRegions(scope) },
  };
}
