import * as aws from "@pulumi/aws";
import type { Cluster } from "@pulumi/eks/cluster";
import * as pulumi from "@pulumi/pulumi";

/** The tag of everything that Auto Mode creates, and of its sessions of the cluster's role: the name of the cluster. */
const tag = "eks:eks-cluster-name";
const ofThisCluster = `\${aws:PrincipalTag/${tag}}`;
const created = { StringEquals: { [`aws:RequestTag/${tag}`]: ofThisCluster } };
const existing = { StringEquals: { [`aws:ResourceTag/${tag}`]: ofThisCluster } };

/**
 * Allows Auto Mode to tag what it creates for the cluster. AWS's managed policies allow its own tags only.
 *
 * Unlike AWS's example it allows nothing of Shield, which the stack has no use for, and it allows to tag load balancers that
 * exist, without which a change of tags would be denied and the Ingress stuck.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html#tag-prop
 */
export function allowTags(
  name: string,
  cluster: Cluster,
  options: pulumi.CustomResourceOptions,
): aws.iam.RolePolicy {
  return new aws.iam.RolePolicy(
    name,
    {
      role: cluster.core.apply(({ clusterIamRole }) => clusterIamRole.name),
      policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements }),
    },
    options,
  );
}

const statements: aws.iam.PolicyStatement[] = [
  {
    Sid: "CreateNodes",
    Effect: "Allow",
    Action: ["ec2:CreateFleet", "ec2:CreateLaunchTemplate", "ec2:RunInstances"],
    Resource: "*",
    Condition: {
      ...created,
      StringLike: {
        "aws:RequestTag/eks:kubernetes-node-class-name": "*",
        "aws:RequestTag/eks:kubernetes-node-pool-name": "*",
      },
    },
  },
  {
    Sid: "CreateVolumes",
    Effect: "Allow",
    Action: ["ec2:CreateSnapshot", "ec2:CreateVolume"],
    Resource: "*",
    Condition: created,
  },
  {
    Sid: "CreateNetworkInterfaces",
    Effect: "Allow",
    Action: "ec2:CreateNetworkInterface",
    Resource: "*",
    Condition: { ...created, StringLike: { "aws:RequestTag/eks:kubernetes-cni-node-name": "*" } },
  },
  {
    Sid: "CreateLoadBalancers",
    Effect: "Allow",
    Action: [
      "ec2:CreateSecurityGroup",
      "elasticloadbalancing:CreateListener",
      "elasticloadbalancing:CreateLoadBalancer",
      "elasticloadbalancing:CreateRule",
      "elasticloadbalancing:CreateTargetGroup",
    ],
    Resource: "*",
    Condition: created,
  },
  {
    Sid: "ChangeTags",
    Effect: "Allow",
    Action: [
      "ec2:CreateTags",
      "ec2:DeleteTags",
      "elasticloadbalancing:AddTags",
      "elasticloadbalancing:RemoveTags",
    ],
    Resource: "*",
    Condition: existing,
  },
];
