import type * as aws from "@pulumi/aws";
import { inRegions, regional, type Scope } from "./scope";

/**
 * The secrets that hold the services' variables which are secret in the stack file, by their names, and no others. Their
 * values come from the deployment itself, which reads them to see whether they changed.
 */
export function changeSecrets(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeSecrets",
    Effect: "Allow",
    Action: [
      "secretsmanager:CreateSecret",
      "secretsmanager:DeleteSecret",
      "secretsmanager:DescribeSecret",
      "secretsmanager:GetResourcePolicy",
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue",
      "secretsmanager:TagResource",
      "secretsmanager:UntagResource",
      "secretsmanager:UpdateSecret",
      "secretsmanager:UpdateSecretVersionStage",
    ],
    Resource: scope.components.map((component) =>
      regional(scope, "secretsmanager", `secret:${component}-environment-*`),
    ),
    Condition: { StringEquals: inRegions(scope) },
  };
}
