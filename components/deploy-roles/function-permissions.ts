import type * as aws from "@pulumi/aws";
import { appendedDigits, inRegions, regional, type Scope, taggedAsStack } from "./scope";

/**
 * The functions that run commands before deployments, and those that call the API of a cluster, start jobs after others or scale workers, which are the stack's by their tags from
 * creation on. By a part of their names too, so that the role invokes none but the former.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/attribute-based-access-control.html
 */
export function changeFunctions(scope: Scope): aws.iam.PolicyStatement[] {
  const named = (kind: string) => regional(scope, "lambda", `function:*-${kind}-${appendedDigits}`);
  const before = named("before");
  const functions = [before, named("api-calls"), named("job-successes"), named("worker-scaling")];
  const change = { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } };
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
        "lambda:AddPermission",
        "lambda:DeleteFunction",
        "lambda:RemovePermission",
        "lambda:TagResource",
        "lambda:UntagResource",
        "lambda:UpdateFunctionCode",
        "lambda:UpdateFunctionConfiguration",
      ],
      Resource: functions,
      Condition: change,
    },
    {
      Sid: "InvokeFunctions",
      Effect: "Allow",
      Action: "lambda:InvokeFunction",
      Resource: before,
      Condition: change,
    },
  ];
}
