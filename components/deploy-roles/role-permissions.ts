import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "./scope";

/** AWS's own policies that the roles of an EKS cluster in Auto Mode get. */
const policiesOfEks = [
  "AmazonEC2ContainerRegistryPullOnly",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSClusterPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
  "AmazonEKSWorkerNodeMinimalPolicy",
];

/**
 * Makes the components' roles and says what they may do: anything, unless a boundary holds them. AWS's own policies can
 * be attached only as far as an EKS cluster needs them.
 */
export function changeRoles(
  scope: Scope,
  permissionsBoundaryArn: pulumi.Input<string> | undefined,
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
      Resource: roles(scope),
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
      Resource: roles(scope),
      ...(withinBoundary && { Condition: { StringEquals: withinBoundary } }),
    },
    {
      Sid: "AttachEksPolicies",
      Effect: "Allow",
      Action: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
      Resource: roles(scope),
      Condition: {
        ArnEquals: {
          "iam:PolicyARN": policiesOfEks.map(
            (policy) => pulumi.interpolate`arn:${scope.partition}:iam::aws:policy/${policy}`,
          ),
        },
        ...(withinBoundary && { StringEquals: withinBoundary }),
      },
    },
  ];
}

/** Roles are handed to the services that take them on, and to no other (IAM: PassRole). */
export function passRoles(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "PassRoles",
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: roles(scope),
    Condition: {
      StringEquals: {
        "iam:PassedToService": [
          "ecs-tasks.amazonaws.com",
          "eks.amazonaws.com",
          "vpc-flow-logs.amazonaws.com",
        ],
      },
    },
  };
}

/** The roles of AWS's own services, which exist once in an account and are made with their first resource. */
export function createServiceRoles(): aws.iam.PolicyStatement {
  return {
    Sid: "CreateServiceRoles",
    Effect: "Allow",
    Action: "iam:CreateServiceLinkedRole",
    Resource: "*",
    Condition: {
      StringEquals: {
        "iam:AWSServiceName": [
          "ecs.amazonaws.com",
          "ecs.application-autoscaling.amazonaws.com",
          "eks.amazonaws.com",
          "elasticloadbalancing.amazonaws.com",
          "spot.amazonaws.com",
        ],
      },
    },
  };
}

function roles({ partition, accountId, components }: Scope): pulumi.Output<string>[] {
  return components.map(
    (component) => pulumi.interpolate`arn:${partition}:iam::${accountId}:role/${component}-*`,
  );
}
