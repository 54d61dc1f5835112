import type * as aws from "@pulumi/aws";
import { appendedDigits, inRegions, regional, type Scope, taggedAsStack } from "./scope";

/**
 * The functions that run commands before deployments, which are the stack's by their tags from creation on. By a part of their
 * names too, so that the role invokes no other function of the stack.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/attribute-based-access-control.html
 */
export function changeFunctions(scope: Scope): aws.iam.PolicyStatement[] {
  const functions = regional(scope, "lambda", `function:*-before-${appendedDigits}`);
  return [
    {
      Sid: "CreateFunctions",
      Effect: "Allow",
      Action: ["lambda:CreateFunction", "lambda:TagResource"],
      Resource: functions,
      Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope, "RequestTag") } },
    },
    {
      Sid: "ChangeFunctions",
      Effect: "Allow",
      Action: [
        "lambda:DeleteFunction",
        "lambda:InvokeFunction",
        "lambda:TagResource",
        "lambda:UntagResource",
        "lambda:UpdateFunctionCode",
        "lambda:UpdateFunctionConfiguration",
      ],
      Resource: functions,
      Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } },
    },
  ];
}
