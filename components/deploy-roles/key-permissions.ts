import type * as aws from "@pulumi/aws";
import { inRegions, regional, type Scope, taggedAsStack } from "./scope";

/** Keys have random ids, and are the stack's by their tags from creation on. */
export function createKeys(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "CreateKeys",
    Effect: "Allow",
    Action: "kms:CreateKey",
    Resource: "*",
    Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope, "RequestTag") } },
  };
}

/** Whoever creates the repository or the cluster grants ECR and EKS the use of the key. */
export function changeKeys(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeKeys",
    Effect: "Allow",
    Action: [
      "kms:CreateGrant",
      "kms:DisableKeyRotation",
      "kms:EnableKeyRotation",
      "kms:PutKeyPolicy",
      "kms:RetireGrant",
      "kms:ScheduleKeyDeletion",
      "kms:TagResource",
      "kms:UntagResource",
      "kms:UpdateKeyDescription",
    ],
    Resource: regional(scope, "kms", "key/*"),
    Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } },
  };
}
