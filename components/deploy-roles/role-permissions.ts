import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { backupPolicies } from "../../facts/backups";
import { ebsDriverPolicy } from "../../facts/block-volumes";
import {
  containerInstancePolicy,
  externalInstancePolicies,
  managedInstancesPolicies,
} from "../../facts/ecs-computes";
import { podExecutionPolicy } from "../../facts/eks-fargate";
import { insightsAgentPolicy } from "../../facts/eks-insights";
import { nodePullPolicy, vpcCniPolicy } from "../../facts/eks-node-groups";
import { rolesOf, type Scope } from "./scope";

/** AWS managed policies of the roles of an EKS cluster and its nodes, of AWS Backup, of those by which ECS shifts requests, and of instances. */
const managedPolicies = [
  // Of Auto Mode's nodes and of node groups: one entry, for the length that IAM allows.
  "AmazonEKSWorkerNode*",
  nodePullPolicy,
  vpcCniPolicy,
  ebsDriverPolicy,
  podExecutionPolicy,
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSClusterPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
  insightsAgentPolicy,
  ...Object.values(backupPolicies),
  // Of load balancers and of Managed Instances: one entry, for the length that IAM allows.
  "AmazonECSInfrastructureRolePolicyFor*",
  managedInstancesPolicies.instance,
  containerInstancePolicy,
  externalInstancePolicies["systems-manager"],
];

/**
 * Creates the stack's roles and their policies: any permission, unless a permissions boundary limits them. Only the AWS
 * managed policies that an EKS cluster, ECS and its instances need can be attached, and those that the services may have. By the stack's path: a foreign role whose trust the deploy role
 * could change would be the deploy role's.
 */
export function changeRoles(
  scope: Scope,
  permissionsBoundaryArn: pulumi.Input<string> | undefined,
  servicePolicies: readonly string[],
): aws.iam.PolicyStatement[] {
  const withinBoundary =
    permissionsBoundaryArn === undefined ? undefined : { "iam:PermissionsBoundary": permissionsBoundaryArn };
  return [
    {
      Sid: "ChangeRoles",
      Effect: "Allow",
      Action: [
        "iam:DeleteRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      Resource: rolesOf(scope),
    },
    {
      Sid: "GrantToRoles",
      Effect: "Allow",
      Action: [
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:PutRolePolicy",
        ...(withinBoundary ? ["iam:PutRolePermissionsBoundary"] : []),
      ],
      Resource: rolesOf(scope),
      ...(withinBoundary && { Condition: { StringEquals: withinBoundary } }),
    },
    {
      Sid: "AttachPolicies",
      Effect: "Allow",
      Action: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
      Resource: rolesOf(scope),
      Condition: {
        ArnEquals: {
          "iam:PolicyARN": [
            ...managedPolicies.map(
              (policy) => pulumi.interpolate`arn:${scope.partition}:iam::aws:policy/${policy}`,
            ),
            ...servicePolicies,
          ],
        },
        ...(withinBoundary && { StringEquals: withinBoundary }),
      },
    },
  ];
}

/** Passes roles to the AWS services that assume them, and to no others. */
export function passRoles(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "PassRoles",
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: rolesOf(scope),
    Condition: {
      StringEquals: {
        "iam:PassedToService": [
          "backup.amazonaws.com",
          "batch.amazonaws.com",
          "chatbot.amazonaws.com",
          "ec2.amazonaws.com",
          "ecs-tasks.amazonaws.com",
          "ecs.amazonaws.com",
          "eks-fargate-pods.amazonaws.com",
          "eks.amazonaws.com",
          "events.amazonaws.com",
          "lambda.amazonaws.com",
          "pods.eks.amazonaws.com",
          "scheduler.amazonaws.com",
          "states.amazonaws.com",
          "vpc-flow-logs.amazonaws.com",
        ],
      },
    },
  };
}

/** Service-linked roles, which exist once per account and are created with the first resource that needs them. */
export function createServiceLinkedRoles(): aws.iam.PolicyStatement {
  return {
    Sid: "CreateServiceRoles",
    Effect: "Allow",
    Action: "iam:CreateServiceLinkedRole",
    Resource: "*",
    Condition: {
      StringEquals: {
        "iam:AWSServiceName": [
          "autoscaling.amazonaws.com",
          "backup.amazonaws.com",
          "batch.amazonaws.com",
          "ecs-compute.amazonaws.com",
          "ecs.amazonaws.com",
          "ecs.application-autoscaling.amazonaws.com",
          "eks-fargate.amazonaws.com",
          "eks-nodegroup.amazonaws.com",
          "eks.amazonaws.com",
          "elasticache.amazonaws.com",
          "elasticfilesystem.amazonaws.com",
          "elasticloadbalancing.amazonaws.com",
          "rds.amazonaws.com",
          "restore-testing.backup.amazonaws.com",
          "spot.amazonaws.com",
          "vpcorigin.cloudfront.amazonaws.com",
          "wafv2.amazonaws.com",
        ],
      },
    },
  };
}
