import { account, type Creation, named, roleArn, zone } from "./arn";

/** Networks, load balancers, certificates, records and web ACLs. */
export const network: Creation = {
  "acmpca/certificate:Certificate": [
    ["acm-pca:IssueCertificate", named("acm-pca", "certificate-authority/0a1b")],
    ["acm-pca:GetCertificate", named("acm-pca", "certificate-authority/0a1b")],
  ],
  "acmpca/certificateAuthority:CertificateAuthority": [
    ["acm-pca:CreateCertificateAuthority", "*"],
    ["acm-pca:TagCertificateAuthority", named("acm-pca", "certificate-authority/0a1b")],
    ["acm-pca:DescribeCertificateAuthority", named("acm-pca", "certificate-authority/0a1b")],
    ["acm-pca:GetCertificateAuthorityCsr", named("acm-pca", "certificate-authority/0a1b")],
  ],
  "acmpca/certificateAuthorityCertificate:CertificateAuthorityCertificate": [
    ["acm-pca:ImportCertificateAuthorityCertificate", named("acm-pca", "certificate-authority/0a1b")],
    ["acm-pca:GetCertificateAuthorityCertificate", named("acm-pca", "certificate-authority/0a1b")],
  ],
  "acm/certificate:Certificate": [
    ["acm:RequestCertificate", named("acm", "certificate/0a1b")],
    ["acm:AddTagsToCertificate", named("acm", "certificate/0a1b")],
  ],
  "acm/certificateValidation:CertificateValidation": [
    ["acm:DescribeCertificate", named("acm", "certificate/0a1b")],
  ],
  "ec2/launchTemplate:LaunchTemplate": [
    ["ec2:CreateLaunchTemplate", "*"],
    ["ec2:CreateLaunchTemplateVersion", "*"],
    ["ec2:ModifyLaunchTemplate", "*"],
    ["ec2:DeleteLaunchTemplate", "*"],
  ],
  "cloudfront/distribution:Distribution": [
    ["cloudfront:CreateDistribution", `arn:aws:cloudfront::${account}:distribution/E1`],
    ["cloudfront:TagResource", `arn:aws:cloudfront::${account}:distribution/E1`],
    ["cloudfront:UpdateDistribution", `arn:aws:cloudfront::${account}:distribution/E1`],
  ],
  "cloudfront/vpcOrigin:VpcOrigin": [
    ["cloudfront:CreateVpcOrigin", `arn:aws:cloudfront::${account}:vpcorigin/vo_1`],
    ["cloudfront:DeleteVpcOrigin", `arn:aws:cloudfront::${account}:vpcorigin/vo_1`],
  ],
  "ec2/defaultSecurityGroup:DefaultSecurityGroup": [
    ["ec2:RevokeSecurityGroupEgress", named("ec2", "security-group/sg-1")],
  ],
  "ec2/eip:Eip": [["ec2:AllocateAddress", named("ec2", "elastic-ip/eipalloc-1")]],
  "ec2/flowLog:FlowLog": [
    ["ec2:CreateFlowLogs", named("ec2", "vpc-flow-log/fl-1")],
    ["iam:PassRole", roleArn("aws-containers/dev/network-flow-logs-1f2e3d4")],
  ],
  "ec2/internetGateway:InternetGateway": [
    ["ec2:CreateInternetGateway", named("ec2", "internet-gateway/igw-1")],
  ],
  "ec2/natGateway:NatGateway": [["ec2:CreateNatGateway", named("ec2", "natgateway/nat-1")]],
  "ec2/route:Route": [["ec2:CreateRoute", named("ec2", "route-table/rtb-1")]],
  "ec2/routeTable:RouteTable": [["ec2:CreateRouteTable", named("ec2", "route-table/rtb-1")]],
  "ec2/routeTableAssociation:RouteTableAssociation": [
    ["ec2:AssociateRouteTable", named("ec2", "subnet/subnet-1")],
  ],
  "ec2/securityGroup:SecurityGroup": [["ec2:CreateSecurityGroup", named("ec2", "security-group/sg-1")]],
  "ec2/subnet:Subnet": [
    ["ec2:CreateSubnet", named("ec2", "subnet/subnet-1")],
    ["ec2:AssociateSubnetCidrBlock", named("ec2", "subnet/subnet-1")],
  ],
  "ec2/vpc:Vpc": [
    ["ec2:CreateVpc", named("ec2", "vpc/vpc-1")],
    ["ec2:AssociateVpcCidrBlock", named("ec2", "vpc/vpc-1")],
  ],
  "ec2/vpcEndpoint:VpcEndpoint": [
    ["ec2:CreateVpcEndpoint", named("ec2", "vpc-endpoint/vpce-1")],
    ["route53:AssociateVPCWithHostedZone", "arn:aws:route53:::hostedzone/Z1"],
  ],
  "lb/listener:Listener": [
    [
      "elasticloadbalancing:CreateListener",
      named("elasticloadbalancing", "loadbalancer/app/ecs-load-balancer-aaff7ee/1"),
    ],
  ],
  "lb/listenerRule:ListenerRule": [
    [
      "elasticloadbalancing:CreateRule",
      named("elasticloadbalancing", "listener/app/ecs-load-balancer-aaff7ee/1/2"),
    ],
    [
      "elasticloadbalancing:ModifyRule",
      named("elasticloadbalancing", "listener-rule/app/ecs-load-balancer-aaff7ee/1/2/3"),
    ],
  ],
  "lb/loadBalancer:LoadBalancer": [
    ["ec2:GetSecurityGroupsForVpc", named("ec2", "vpc/vpc-1")],
    [
      "elasticloadbalancing:CreateLoadBalancer",
      named("elasticloadbalancing", "loadbalancer/app/ecs-load-balancer-aaff7ee/1"),
    ],
  ],
  "lb/targetGroup:TargetGroup": [
    [
      "elasticloadbalancing:CreateTargetGroup",
      named("elasticloadbalancing", "targetgroup/hello-target-6e8b35d/1"),
    ],
  ],
  "route53/record:Record": [
    ["route53:ChangeResourceRecordSets", `arn:aws:route53:::hostedzone/${zone}`],
    ["route53:GetChange", "arn:aws:route53:::change/C1"],
  ],
  "wafv2/webAcl:WebAcl": [
    ["wafv2:CreateWebACL", named("wafv2", "regional/webacl/load-balancer-web-acl-8f1d2c3/0a1b")],
    ["wafv2:CreateWebACL", named("wafv2", "global/webacl/load-balancer-cloud-front-web-acl-8f1d2c3/0a1b")],
    ["wafv2:CreateWebACL", named("wafv2", "regional/managedruleset/AWS/AWSManagedRulesCommonRuleSet")],
    ["logs:CreateLogGroup", named("logs", "log-group:aws-waf-logs-load-balancer-20261121")],
    ["logs:AssociateKmsKey", named("logs", "log-group:aws-waf-logs-load-balancer-20261121")],
  ],
  "wafv2/webAclAssociation:WebAclAssociation": [
    ["wafv2:AssociateWebACL", named("wafv2", "regional/webacl/load-balancer-web-acl-8f1d2c3/0a1b")],
    ["wafv2:AssociateWebACL", named("elasticloadbalancing", "loadbalancer/app/ecs-load-balancer-aaff7ee/1")],
    [
      "elasticloadbalancing:SetWebACL",
      named("elasticloadbalancing", "loadbalancer/app/ecs-load-balancer-aaff7ee/1"),
    ],
  ],
  "wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": [
    ["wafv2:PutLoggingConfiguration", named("wafv2", "regional/webacl/load-balancer-web-acl-8f1d2c3/0a1b")],
    ["logs:CreateLogDelivery", "*"],
    ["logs:PutResourcePolicy", "*"],
  ],
  "vpc/securityGroupEgressRule:SecurityGroupEgressRule": [
    ["ec2:AuthorizeSecurityGroupEgress", named("ec2", "security-group/sg-1")],
  ],
  "vpc/securityGroupIngressRule:SecurityGroupIngressRule": [
    ["ec2:AuthorizeSecurityGroupIngress", named("ec2", "security-group/sg-1")],
  ],
};
