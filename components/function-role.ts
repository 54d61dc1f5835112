import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumeRolePolicy } from "./assume-role-policy";
import { createRole } from "./service-role";

/** Creates the log group of a function, and its role, which may write to it and do what `statements` allow. */
export function createFunctionRole(
  name: string,
  args: {
    /** Days; the caller's default. */
    retentionDays: aws.cloudwatch.LogGroupArgs["retentionInDays"];
    /** Default: CloudWatch Logs' own key. */
    logKeyArn?: pulumi.Input<string>;
    statements: readonly aws.iam.PolicyStatement[];
  },
  options: pulumi.CustomResourceOptions,
): { role: aws.iam.Role; policy: aws.iam.RolePolicy; logGroup: aws.cloudwatch.LogGroup } {
  const logGroup = new aws.cloudwatch.LogGroup(
    `${name}-logs`,
    { retentionInDays: args.retentionDays, kmsKeyId: args.logKeyArn },
    options,
  );
  const permissions: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [...args.statements, writeLogs(logGroup)],
  };
  return { ...createRole(name, { trust: functionAssumeRolePolicy(), permissions }, options), logGroup };
}

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
