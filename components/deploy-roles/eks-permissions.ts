import type * as aws from "@pulumi/aws";
import { clusterNamesOf, inRegions, regional, type Scope } from "./scope";

/** An action that AWS can't limit to a resource. */
export function createEks(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "CreateEks",
    Effect: "Allow",
    Action: "eks:CreateCluster",
    Resource: "*",
    Condition: { StringEquals: inRegions(scope) },
  };
}

export function changeEks(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeEks",
    Effect: "Allow",
    Action: [
      "eks:AssociateAccessPolicy",
      "eks:AssociateEncryptionConfig",
      "eks:CreateAccessEntry",
      "eks:CreateAddon",
      "eks:CreateFargateProfile",
      "eks:CreateNodegroup",
      "eks:CreatePodIdentityAssociation",
      "eks:DeleteAccessEntry",
      "eks:DeleteAddon",
      "eks:DeleteCluster",
      "eks:DeleteFargateProfile",
      "eks:DeleteNodegroup",
      "eks:DeletePodIdentityAssociation",
      "eks:DisassociateAccessPolicy",
      "eks:TagResource",
      "eks:UntagResource",
      "eks:UpdateAccessEntry",
      "eks:UpdateAddon",
      "eks:UpdateClusterConfig",
      "eks:UpdateClusterVersion",
      "eks:UpdateNodegroupConfig",
      "eks:UpdateNodegroupVersion",
      "eks:UpdatePodIdentityAssociation",
    ],
    Resource: clusterNamesOf(scope).flatMap((name) => [
      regional(scope, "eks", `cluster/${name}`),
      regional(scope, "eks", `addon/${name}/*`),
      regional(scope, "eks", `access-entry/${name}/*`),
      regional(scope, "eks", `fargateprofile/${name}/*`),
      regional(scope, "eks", `nodegroup/${name}/*`),
      regional(scope, "eks", `podidentityassociation/${name}/*`),
    ]),
    Condition: { StringEquals: inRegions(scope) },
  };
}
