import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { awsContextOf } from "../../aws-context";

/** The tag of everything that the controller creates: the name of the cluster. */
const tag = "elbv2.k8s.aws/cluster";

/** Where the controller works. */
interface Scope {
  partition: string;
  region: string;
  accountId: string;
  clusterName: string;
  vpcId: string;
}

/**
 * Allows the controller to do in AWS what Ingresses and Services of the stack need. The controller's documented policy allows to
 * change what has any cluster's tag, and rules of every security group: this one is limited to this cluster's tag, to the cluster's
 * own security group, and to its region and VPC. Without Cognito, WAF Classic, Shield, addresses of IPAM and Outposts, and the search
 * for certificates, which the stack has no use for.
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/install/iam_policy.json (read 2026-11-21)
 */
export function allowControllerOnAws(
  name: string,
  args: { role: aws.iam.Role; clusterName: pulumi.Input<string>; vpcId: pulumi.Input<string> },
  options: { parent: pulumi.Resource },
): aws.iam.RolePolicy {
  const { role, clusterName, vpcId } = args;
  const scope = pulumi.output({ ...awsContextOf(options.parent), clusterName, vpcId });
  return new aws.iam.RolePolicy(
    name,
    {
      role: role.name,
      policy: scope.apply((scope) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [...describe(), ...securityGroups(scope), ...loadBalancers(scope)],
        }),
      ),
    },
    options,
  );
}

function describe(): aws.iam.PolicyStatement[] {
  return [
    {
      Sid: "Describe",
      Effect: "Allow",
      Action: [
        "ec2:DescribeAccountAttributes",
        "ec2:DescribeAddresses",
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeInstances",
        "ec2:DescribeInternetGateways",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeRouteTables",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeTags",
        "ec2:DescribeVpcPeeringConnections",
        "ec2:DescribeVpcs",
        "ec2:GetSecurityGroupsForVpc",
        "elasticloadbalancing:DescribeCapacityReservation",
        "elasticloadbalancing:DescribeListenerAttributes",
        "elasticloadbalancing:DescribeListenerCertificates",
        "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeLoadBalancerAttributes",
        "elasticloadbalancing:DescribeLoadBalancers",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeSSLPolicies",
        "elasticloadbalancing:DescribeTags",
        "elasticloadbalancing:DescribeTargetGroupAttributes",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
        "elasticloadbalancing:DescribeTrustStores",
      ],
      Resource: "*",
    },
    {
      Sid: "CreateServiceLinkedRole",
      Effect: "Allow",
      Action: "iam:CreateServiceLinkedRole",
      Resource: "*",
      Condition: { StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } },
    },
  ];
}

/** Those of load balancers, and the rules by which the cluster's own lets them through to pods. */
function securityGroups({
  partition,
  region,
  accountId,
  clusterName,
  vpcId,
}: Scope): aws.iam.PolicyStatement[] {
  const ec2 = `arn:${partition}:ec2:${region}:${accountId}`;
  const groups = `${ec2}:security-group/*`;
  const changeRules = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"];
  return [
    {
      Sid: "CreateSecurityGroups",
      Effect: "Allow",
      Action: "ec2:CreateSecurityGroup",
      Resource: groups,
      Condition: { StringEquals: { [`aws:RequestTag/${tag}`]: clusterName } },
    },
    {
      Sid: "InTheVpc",
      Effect: "Allow",
      Action: "ec2:CreateSecurityGroup",
      Resource: `${ec2}:vpc/${vpcId}`,
    },
    {
      Sid: "TagNewSecurityGroups",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: groups,
      Condition: {
        StringEquals: {
          "ec2:CreateAction": "CreateSecurityGroup",
          [`aws:RequestTag/${tag}`]: clusterName,
        },
      },
    },
    {
      Sid: "TagSecurityGroups",
      Effect: "Allow",
      Action: ["ec2:CreateTags", "ec2:DeleteTags"],
      Resource: groups,
      Condition: {
        StringEquals: { [`aws:ResourceTag/${tag}`]: clusterName },
        Null: { [`aws:RequestTag/${tag}`]: "true" },
      },
    },
    {
      Sid: "ChangeSecurityGroups",
      Effect: "Allow",
      Action: [...changeRules, "ec2:DeleteSecurityGroup"],
      Resource: groups,
      Condition: { StringEquals: { [`aws:ResourceTag/${tag}`]: clusterName } },
    },
    {
      Sid: "OpenTheClusterToLoadBalancers",
      Effect: "Allow",
      Action: changeRules,
      Resource: groups,
      Condition: { StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: "owned" } },
    },
  ];
}

function loadBalancers({ partition, region, accountId, clusterName }: Scope): aws.iam.PolicyStatement[] {
  const ofThisCluster = { StringEquals: { [`aws:ResourceTag/${tag}`]: clusterName } };
  const elb = `arn:${partition}:elasticloadbalancing:${region}:${accountId}`;
  const own = [`${elb}:loadbalancer/app/*/*`, `${elb}:loadbalancer/net/*/*`, `${elb}:targetgroup/*/*`];
  const listeners = ["listener", "listener-rule"].flatMap((kind) => [
    `${elb}:${kind}/app/*/*/*`,
    `${elb}:${kind}/net/*/*/*`,
  ]);
  return [
    {
      Sid: "CreateLoadBalancers",
      Effect: "Allow",
      Action: ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"],
      Resource: "*",
      Condition: { StringEquals: { [`aws:RequestTag/${tag}`]: clusterName } },
    },
    {
      Sid: "TagNewLoadBalancers",
      Effect: "Allow",
      Action: "elasticloadbalancing:AddTags",
      Resource: own,
      Condition: {
        StringEquals: {
          "elasticloadbalancing:CreateAction": ["CreateLoadBalancer", "CreateTargetGroup"],
          [`aws:RequestTag/${tag}`]: clusterName,
        },
      },
    },
    {
      Sid: "TagLoadBalancers",
      Effect: "Allow",
      Action: ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"],
      Resource: own,
      Condition: { ...ofThisCluster, Null: { [`aws:RequestTag/${tag}`]: "true" } },
    },
    {
      Sid: "TagListeners",
      Effect: "Allow",
      Action: ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"],
      Resource: listeners,
    },
    {
      Sid: "ChangeLoadBalancers",
      Effect: "Allow",
      Action: [
        "elasticloadbalancing:AddListenerCertificates",
        "elasticloadbalancing:CreateListener",
        "elasticloadbalancing:CreateRule",
        "elasticloadbalancing:DeleteListener",
        "elasticloadbalancing:DeleteLoadBalancer",
        "elasticloadbalancing:DeleteRule",
        "elasticloadbalancing:DeleteTargetGroup",
        "elasticloadbalancing:DeregisterTargets",
        "elasticloadbalancing:ModifyCapacityReservation",
        "elasticloadbalancing:ModifyListener",
        "elasticloadbalancing:ModifyListenerAttributes",
        "elasticloadbalancing:ModifyLoadBalancerAttributes",
        "elasticloadbalancing:ModifyRule",
        "elasticloadbalancing:ModifyTargetGroup",
        "elasticloadbalancing:ModifyTargetGroupAttributes",
        "elasticloadbalancing:RegisterTargets",
        "elasticloadbalancing:RemoveListenerCertificates",
        "elasticloadbalancing:SetIpAddressType",
        "elasticloadbalancing:SetRulePriorities",
        "elasticloadbalancing:SetSecurityGroups",
        "elasticloadbalancing:SetSubnets",
        "elasticloadbalancing:SetWebAcl",
      ],
      Resource: "*",
      Condition: ofThisCluster,
    },
    {
      Sid: "AssociateWebAcls",
      Effect: "Allow",
      Action: [
        "wafv2:AssociateWebACL",
        "wafv2:DisassociateWebACL",
        "wafv2:GetWebACL",
        "wafv2:GetWebACLForResource",
      ],
      Resource: "*",
    },
  ];
}
