import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EcsCluster } from "./cluster";

/**
 * Allows ECS to manage the volumes of a cluster's tasks: what AWS's policy AmazonECSInfrastructureRolePolicyForVolumes does, without
 * snapshots, in this account and region, and for tasks of this cluster alone. Instances may be those of Fargate, which are in an
 * account of AWS. EC2 describes nothing by resource.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSInfrastructureRolePolicyForVolumes.html (read 2026-11-22)
 */
export function volumesPolicy({
  name,
  context: { partition, region, accountId },
}: Pick<EcsCluster, "name" | "context">): aws.iam.PolicyDocument {
  const volumes = pulumi.interpolate`arn:${partition}:ec2:${region}:${accountId}:volume/*`;
  const tasks = pulumi.interpolate`arn:${partition}:ecs:${region}:${accountId}:task/${name}/*`;
  const requested = { "aws:RequestTag/AmazonECSManaged": "true" };
  const ofTask = { "aws:ResourceTag/AmazonECSManaged": "true" };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "CreateVolume",
        Effect: "Allow",
        Action: "ec2:CreateVolume",
        Resource: volumes,
        Condition: {
          ArnLike: { "aws:RequestTag/AmazonECSCreated": tasks },
          StringEquals: requested,
        },
      },
      {
        Sid: "TagVolume",
        Effect: "Allow",
        Action: "ec2:CreateTags",
        Resource: volumes,
        Condition: {
          ArnLike: { "aws:RequestTag/AmazonECSCreated": tasks },
          StringEquals: { "ec2:CreateAction": "CreateVolume", ...requested },
        },
      },
      {
        Sid: "DescribeVolumes",
        Effect: "Allow",
        Action: ["ec2:DescribeAvailabilityZones", "ec2:DescribeInstances", "ec2:DescribeVolumes"],
        Resource: "*",
      },
      {
        Sid: "AttachVolume",
        Effect: "Allow",
        Action: ["ec2:AttachVolume", "ec2:DetachVolume"],
        Resource: volumes,
        Condition: { StringEquals: ofTask },
      },
      {
        Sid: "AttachToInstance",
        Effect: "Allow",
        Action: ["ec2:AttachVolume", "ec2:DetachVolume"],
        Resource: pulumi.interpolate`arn:${partition}:ec2:${region}:*:instance/*`,
      },
      {
        Sid: "DeleteVolume",
        Effect: "Allow",
        Action: "ec2:DeleteVolume",
        Resource: volumes,
        Condition: {
          ArnLike: { "aws:ResourceTag/AmazonECSCreated": tasks },
          StringEquals: ofTask,
        },
      },
    ],
  };
}
