import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { loadBalancerNameLength } from "../../facts/name-lengths";
import { targetGroupPrefix } from "../shortened-name";
import { inRegions, regional, type Scope, taggedAsStack } from "./scope";

/** EC2 resources have random ids, so that no name can limit the actions. */
export function changeNetwork(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeNetwork",
    Effect: "Allow",
    Action: [
      "ec2:AllocateAddress",
      "ec2:AssociateRouteTable",
      "ec2:AssociateSubnetCidrBlock",
      "ec2:AssociateVpcCidrBlock",
      "ec2:AttachInternetGateway",
      "ec2:AuthorizeSecurityGroupEgress",
      "ec2:AuthorizeSecurityGroupIngress",
      "ec2:CreateFlowLogs",
      "ec2:CreateInternetGateway",
      "ec2:CreateLaunchTemplate",
      "ec2:CreateLaunchTemplateVersion",
      "ec2:CreateNatGateway",
      "ec2:CreateRoute",
      "ec2:CreateRouteTable",
      "ec2:CreateSecurityGroup",
      "ec2:CreateSubnet",
      "ec2:CreateTags",
      "ec2:CreateVpc",
      "ec2:CreateVpcEndpoint",
      "ec2:DisassociateAddress",
      "ec2:DisassociateRouteTable",
      // Elastic Load Balancing asks for it in the caller's name.
      "ec2:GetSecurityGroupsForVpc",
      "ec2:ModifyLaunchTemplate",
      "ec2:ModifySecurityGroupRules",
      "ec2:ModifySubnetAttribute",
      "ec2:ModifyVpcAttribute",
      "ec2:ModifyVpcEndpoint",
      "ec2:ReplaceRoute",
      "ec2:ReplaceRouteTableAssociation",
      "ec2:RevokeSecurityGroupEgress",
      "ec2:RevokeSecurityGroupIngress",
      "ec2:UpdateSecurityGroupRuleDescriptionsEgress",
      "ec2:UpdateSecurityGroupRuleDescriptionsIngress",
    ],
    Resource: "*",
    Condition: { StringEquals: inRegions(scope) },
  };
}

/**
 * What CreateVpcEndpoint depends on for the private DNS names of an interface endpoint. Route 53 is global, and the zone is
 * AWS's.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export function usePrivateDns({ partition }: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "UsePrivateDns",
    Effect: "Allow",
    Action: "route53:AssociateVPCWithHostedZone",
    Resource: pulumi.interpolate`arn:${partition}:route53:::hostedzone/*`,
  };
}

/** Prevents the accidental deletion of another stack's network. No security boundary: the role may tag any resource. */
export function deleteNetwork(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "DeleteOwnNetwork",
    Effect: "Allow",
    Action: [
      "ec2:DeleteFlowLogs",
      "ec2:DeleteInternetGateway",
      "ec2:DeleteLaunchTemplate",
      "ec2:DeleteNatGateway",
      "ec2:DeleteRoute",
      "ec2:DeleteRouteTable",
      "ec2:DeleteSecurityGroup",
      "ec2:DeleteSubnet",
      "ec2:DeleteTags",
      "ec2:DeleteVpc",
      "ec2:DeleteVpcEndpoints",
      "ec2:DetachInternetGateway",
      "ec2:ReleaseAddress",
    ],
    Resource: "*",
    Condition: { StringEquals: { ...inRegions(scope), ...taggedAsStack(scope) } },
  };
}

/**
 * Deletes what GuardDuty makes in a network, without which its deletion fails; the AWS provider finds it by this tag.
 * @see https://github.com/hashicorp/terraform-provider-aws/pull/46953 (read 2026-11-22)
 */
export function deleteOfGuardDuty(scope: Scope): aws.iam.PolicyStatement {
  const tags = { "aws:ResourceTag/GuardDutyManaged": "true" };
  return {
    Sid: "DeleteOfGuardDuty",
    Effect: "Allow",
    Action: ["ec2:DeleteSecurityGroup", "ec2:DeleteVpcEndpoints"],
    Resource: "*",
    Condition: { StringEquals: { ...inRegions(scope), ...tags } },
  };
}

/** Names of load balancers and target groups begin with their components', the latter with as much of it as they have room for. */
export function changeLoadBalancers(scope: Scope): aws.iam.PolicyStatement {
  return {
    Sid: "ChangeLoadBalancers",
    Effect: "Allow",
    Action: [
      "elasticloadbalancing:AddTags",
      "elasticloadbalancing:CreateListener",
      "elasticloadbalancing:CreateLoadBalancer",
      "elasticloadbalancing:CreateRule",
      "elasticloadbalancing:CreateTargetGroup",
      "elasticloadbalancing:DeleteListener",
      "elasticloadbalancing:DeleteLoadBalancer",
      "elasticloadbalancing:DeleteRule",
      "elasticloadbalancing:DeleteTargetGroup",
      "elasticloadbalancing:ModifyListener",
      "elasticloadbalancing:ModifyListenerAttributes",
      "elasticloadbalancing:ModifyLoadBalancerAttributes",
      "elasticloadbalancing:ModifyRule",
      "elasticloadbalancing:ModifyTargetGroup",
      "elasticloadbalancing:ModifyTargetGroupAttributes",
      "elasticloadbalancing:RemoveTags",
      "elasticloadbalancing:SetIpAddressType",
      "elasticloadbalancing:SetRulePriorities",
      "elasticloadbalancing:SetSecurityGroups",
      "elasticloadbalancing:SetSubnets",
      // AWS WAF asks for it in the caller's name.
      "elasticloadbalancing:SetWebACL",
      "wafv2:AssociateWebACL",
      "wafv2:DisassociateWebACL",
    ],
    Resource: scope.components.flatMap((component) => [
      // Load balancers, their listeners and listener rules: none begins with a longer name.
      ...(component.length > loadBalancerNameLength
        ? []
        : ["app", "net"].map((type) => regional(scope, "elasticloadbalancing", `*/${type}/${component}-*`))),
      regional(scope, "elasticloadbalancing", `targetgroup/${targetGroupPrefix(component)}-*`),
    ]),
    Condition: { StringEquals: inRegions(scope) },
  };
}
