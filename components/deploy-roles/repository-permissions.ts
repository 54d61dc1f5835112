import type * as aws from "@pulumi/aws";
import { inRegions, regional, type Scope } from "./scope";

/** Creates, pushes to and deletes repositories. Settings of the account's whole registry are left to its administrator. */
export function changeRepositories(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeRepositories",
    Effect: "Allow",
    Action: [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:CompleteLayerUpload",
      "ecr:CreateRepository",
      "ecr:DeleteLifecyclePolicy",
      "ecr:DeleteRepository",
      "ecr:DeleteRepositoryPolicy",
      "ecr:GetDownloadUrlForLayer",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:PutImageScanningConfiguration",
      "ecr:PutImageTagMutability",
      "ecr:PutLifecyclePolicy",
      "ecr:SetRepositoryPolicy",
      "ecr:TagResource",
      "ecr:UntagResource",
      "ecr:UploadLayerPart",
    ],
    Resource: scope.components.map((component) => regional(scope, "ecr", `repository/${component}-*`)),
    Condition: { StringEquals: inRegions(scope) },
  };
}
