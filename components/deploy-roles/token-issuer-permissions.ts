import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Scope, taggedAsStack } from "./scope";

/** The IAM OIDC providers of EKS clusters, by which pods on Fargate get roles: EKS chooses what their ARNs end with. */
export function tokenIssuersOf({ partition, accountId }: Scope): pulumi.Output<string> {
  return pulumi.interpolate`arn:${partition}:iam::${accountId}:oidc-provider/oidc.eks.*`;
}

/** Creates and deletes those of the stacks. */
export function changeTokenIssuers(scope: Scope): aws.iam.PolicyStatement[] {
  return [
    {
      Sid: "CreateTokenIssuers",
      Effect: "Allow",
      Action: ["iam:CreateOpenIDConnectProvider", "iam:TagOpenIDConnectProvider"],
      Resource: tokenIssuersOf(scope),
      Condition: { StringEquals: taggedAsStack(scope, "RequestTag") },
    },
    {
      Sid: "ChangeTokenIssuers",
      Effect: "Allow",
      Action: ["iam:DeleteOpenIDConnectProvider", "iam:UntagOpenIDConnectProvider"],
      Resource: tokenIssuersOf(scope),
      Condition: { StringEquals: taggedAsStack(scope) },
    },
  ];
}
