import type * as aws from "@pulumi/aws";
import { inRegions, regional, type Scope, taggedAsStack } from "./scope";

/**
 * Serverless caches are the stack's by their tags: the names of all components would take more room than there is. ElastiCache
 * creates the endpoint in the caller's name, which `changeNetwork` allows.
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/IAM.IdentityBasedPolicies.html
 */
export function changeCaches(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeCaches",
    Effect: "Allow",
    Action: [
      "elasticache:AddTagsToResource",
      "elasticache:DeleteServerlessCache",
      "elasticache:ModifyServerlessCache",
      "elasticache:RemoveTagsFromResource",
    ],
    Resource: regional(scope, "elasticache", "serverlesscache:*"),
    Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } },
  };
}

/** File systems have random ids, and are the stack's by their tags from creation on. */
export function changeFileSystems(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeFileSystems",
    Effect: "Allow",
    Action: [
      "elasticfilesystem:CreateAccessPoint",
      "elasticfilesystem:CreateMountTarget",
      "elasticfilesystem:DeleteFileSystem",
      "elasticfilesystem:DeleteFileSystemPolicy",
      "elasticfilesystem:DeleteMountTarget",
      "elasticfilesystem:PutBackupPolicy",
      "elasticfilesystem:PutFileSystemPolicy",
      "elasticfilesystem:PutLifecycleConfiguration",
    ],
    Resource: regional(scope, "elasticfilesystem", "file-system/*"),
    Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } },
  };
}

/** Access points, likewise, and the tags of both. */
export function changeAccessPoints(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeAccessPoints",
    Effect: "Allow",
    Action: [
      "elasticfilesystem:DeleteAccessPoint",
      "elasticfilesystem:TagResource",
      "elasticfilesystem:UntagResource",
    ],
    Resource: regional(scope, "elasticfilesystem", "*"),
    Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } },
  };
}

/**
 * EFS creates and deletes the network interfaces of mount targets in the caller's name, without the stack's tags. The AWS provider
 * deletes those that Lambda leaves behind of a function in the VPC.
 * @see https://docs.aws.amazon.com/efs/latest/ug/API_CreateMountTarget.html
 */
export function changeMountTargets(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeMountTargets",
    Effect: "Allow",
    Action: ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"],
    Resource: ["network-interface", "security-group", "subnet"].map((type) =>
      regional(scope, "ec2", `${type}/*`),
    ),
    Condition: { StringEquals: inRegions(scope) },
  };
}
