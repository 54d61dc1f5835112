import type * as aws from "@pulumi/aws";
import { appendedDigits, inRegions, regional, type Scope } from "./scope";

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

/** Tables, likewise. */
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
