import type * as aws from "@pulumi/aws";
import { inRegions, regional, type Scope, taggedAsOurs } from "./scope";

/** A key is the stack's from its first moment, by its tags: its name is random. */
export function createKeys(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "CreateKeys",
    Effect: "Allow",
    Action: "kms:CreateKey",
    Resource: "*",
    Condition: { StringEquals: { ...inRegions(scope), ...taggedAsOurs(scope, "RequestTag") } },
  };
}

/** ECR and EKS get their grants from whoever makes the repository or the cluster. */
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
    Condition: { StringEquals: { ...inRegions(scope), ...taggedAsOurs(scope) } },
  };
}
