import type * as aws from "@pulumi/aws";
import { inRegions, regional, type Scope, taggedAsStack } from "./scope";

/**
 * Serverless caches are the stack's by their tags: the names of all components would take more room than there is. ElastiCache
 * creates the endpoint in the caller's name, which `changeNetwork` allows.
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/IAM.IdentityBasedPolicies.html
 */
export function changeCaches(scope: Scope): aws.iam.PolicyStatement[] {
  const Resource = regional(scope, "elasticache", "serverlesscache:*");
  return [
    {
      Sid: "CreateCaches",
      Effect: "Allow",
      Action: ["elasticache:AddTagsToResource", "elasticache:CreateServerlessCache"],
      Resource,
      Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope, "RequestTag") } },
    },
    {
      Sid: "ChangeCaches",
      Effect: "Allow",
      Action: [
        "elasticache:AddTagsToResource",
        "elasticache:DeleteServerlessCache",
        "elasticache:ModifyServerlessCache",
        "elasticache:RemoveTagsFromResource",
      ],
      Resource,
      Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } },
    },
  ];
}

/** File systems have random ids, and are the stack's by their tags from creation on. */
export function changeFileSystems(scope: Scope): aws.iam.PolicyStatement[] {
  return [
    {
      Sid: "CreateFileSystems",
      Effect: "Allow",
      Action: ["elasticfilesystem:CreateFileSystem", "elasticfilesystem:TagResource"],
      Resource: "*",
      Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope, "RequestTag") } },
    },
    {
      Sid: "ChangeFileSystems",
      Effect: "Allow",
      Action: [
        "elasticfilesystem:CreateAccessPoint",
        "elasticfilesystem:CreateMountTarget",
        "elasticfilesystem:DeleteAccessPoint",
        "elasticfilesystem:DeleteFileSystem",
        "elasticfilesystem:DeleteFileSystemPolicy",
        "elasticfilesystem:DeleteMountTarget",
        "elasticfilesystem:ModifyMountTargetSecurityGroups",
        "elasticfilesystem:PutBackupPolicy",
        "elasticfilesystem:PutFileSystemPolicy",
        "elasticfilesystem:PutLifecycleConfiguration",
        "elasticfilesystem:TagResource",
        "elasticfilesystem:UntagResource",
        "elasticfilesystem:UpdateFileSystem",
      ],
      Resource: [
        regional(scope, "elasticfilesystem", "file-system/*"),
        regional(scope, "elasticfilesystem", "access-point/*"),
      ],
      Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } },
    },
  ];
}

/**
 * EFS creates and deletes the network interfaces of mount targets in the caller's name, without the stack's tags.
 * @see https://docs.aws.amazon.com/efs/latest/ug/API_CreateMountTarget.html
 */
export function changeMountTargets(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeMountTargets",
    Effect: "Allow",
    Action: [
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:ModifyNetworkInterfaceAttribute",
    ],
    Resource: ["network-interface", "security-group", "subnet"].map((type) =>
      regional(scope, "ec2", `${type}/*`),
    ),
    Condition: { StringEquals: inRegions(scope) },
  };
}
