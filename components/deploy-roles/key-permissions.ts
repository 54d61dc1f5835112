import type * as aws from "@pulumi/aws";
import { inRegions, regional, type Scope, taggedAsStack } from "./scope";

/**
 * Keys have random ids, and are the stack's by their tags from creation on: to set them there takes kms:TagResource on every key
 * (https://docs.aws.amazon.com/kms/latest/developerguide/tag-permissions.html). Hence the tags of `changeKeys` prevent accidents
 * with other stacks' keys; a security boundary for a key is its own policy. Caches and file systems likewise.
 */
export function createKeys(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "CreateKeys",
    Effect: "Allow",
    Action: [
      "elasticache:AddTagsToResource",
      "elasticache:CreateServerlessCache",
      "elasticfilesystem:CreateFileSystem",
      "elasticfilesystem:TagResource",
      "kms:CreateKey",
      "kms:TagResource",
    ],
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
