import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumeRolePolicy } from "./assume-role-policy";

/** Allows Lambda to assume a role. */
export function functionAssumeRolePolicy(): aws.iam.PolicyDocument {
  return assumeRolePolicy("lambda.amazonaws.com");
}

/** Allows a function to write its log lines. */
export function writeLogs(logGroup: aws.cloudwatch.LogGroup): aws.iam.PolicyStatement {
  return {
    Sid: "WriteLogs",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: pulumi.interpolate`${logGroup.arn}:*`,
  };
}
