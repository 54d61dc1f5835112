import type { Table } from "../template";
import { arn, globalArn } from "./arn";

/** Mock outputs of networks, load balancers and names. */
export const network: Table = {
  // Network
  "aws:ec2/vpc:Vpc": {
    id: "vpc-{hex:17}",
    arn: arn("ec2", "vpc/{id}"),
    defaultSecurityGroupId: "sg-{hex:17}",
    defaultRouteTableId: "rtb-{hex:17}",
    mainRouteTableId: "rtb-{hex:17}",
    defaultNetworkAclId: "acl-{hex:17}",
    ownerId: "{account}",
  },
  "aws:ec2/subnet:Subnet": { id: "subnet-{hex:17}", arn: arn("ec2", "subnet/{id}"), ownerId: "{account}" },
  "aws:ec2/routeTable:RouteTable": {
    id: "rtb-{hex:17}",
    arn: arn("ec2", "route-table/{id}"),
    ownerId: "{account}",
  },
  "aws:ec2/route:Route": { id: "r-{hex:17}" },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": { id: "rtbassoc-{hex:17}" },
  "aws:ec2/internetGateway:InternetGateway": {
    id: "igw-{hex:17}",
    arn: arn("ec2", "internet-gateway/{id}"),
    ownerId: "{account}",
  },
  "aws:ec2/natGateway:NatGateway": { id: "nat-{hex:17}" },
  "aws:ec2/eip:Eip": { id: "eipalloc-{hex:17}", allocationId: "{id}", arn: arn("ec2", "elastic-ip/{id}") },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    id: "vpce-{hex:17}",
    arn: arn("ec2", "vpc-endpoint/{id}"),
    prefixListId: "pl-{hex:17}",
    ownerId: "{account}",
  },
  "aws:ec2/flowLog:FlowLog": { id: "fl-{hex:17}", arn: arn("ec2", "vpc-flow-log/{id}") },
  "aws:ec2/securityGroup:SecurityGroup": {
    id: "sg-{hex:17}",
    arn: arn("ec2", "security-group/{id}"),
    name: "{name}",
    ownerId: "{account}",
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    id: "sg-{hex:17}",
    arn: arn("ec2", "security-group/{id}"),
    name: "default",
    ownerId: "{account}",
  },
  "aws:ec2/securityGroupRule:SecurityGroupRule": {
    id: "sgrule-{hex:10}",
    securityGroupRuleId: "sgr-{hex:17}",
  },
  "aws:ec2/launchTemplate:LaunchTemplate": {
    id: "lt-{hex:17}",
    arn: arn("ec2", "launch-template/{id}"),
    name: "{name}",
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    id: "sgr-{hex:17}",
    securityGroupRuleId: "{id}",
    arn: arn("ec2", "security-group-rule/{id}"),
  },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    id: "sgr-{hex:17}",
    securityGroupRuleId: "{id}",
    arn: arn("ec2", "security-group-rule/{id}"),
  },

  // Load balancers
  "aws:cloudfront/distribution:Distribution": {
    id: "E{hex:13}",
    arn: globalArn("cloudfront", "distribution/{id}"),
    domainName: "d{hex:13}.cloudfront.net",
    hostedZoneId: "Z2FDTNDATAQYW2",
  },
  "aws:cloudfront/vpcOrigin:VpcOrigin": {
    id: "vo_{hex:22}",
    arn: globalArn("cloudfront", "vpcorigin/{id}"),
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    name: "{name}",
    arnSuffix: "app/{name}/{hex:16}",
    arn: arn("elasticloadbalancing", "loadbalancer/{arnSuffix}"),
    dnsName: "{name}-{hex:10}.{region}.elb.amazonaws.com",
    zoneId: "Z{hex:13}",
    id: "{arn}",
  },
  "aws:lb/targetGroup:TargetGroup": {
    name: "{name}",
    arnSuffix: "targetgroup/{name}/{hex:16}",
    arn: arn("elasticloadbalancing", "{arnSuffix}"),
    id: "{arn}",
  },
  "aws:lb/listener:Listener": {
    arn: arn("elasticloadbalancing", "listener/app/{logical}/{hex:16}/{hex:16}"),
    id: "{arn}",
  },
  "aws:lb/listenerRule:ListenerRule": {
    arn: arn("elasticloadbalancing", "listener-rule/app/{logical}/{hex:16}/{hex:16}"),
    id: "{arn}",
  },

  // Certificates and names
  "aws:acm/certificateValidation:CertificateValidation": { id: "{inputs.certificateArn}" },
  "aws:acmpca/certificateAuthority:CertificateAuthority": {
    arn: arn("acm-pca", "certificate-authority/{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:12}"),
    id: "{arn}",
    certificate: "{logical}-certificate-{hex:7}",
    certificateChain: "{logical}-certificateChain-{hex:7}",
    certificateSigningRequest: "{logical}-certificateSigningRequest-{hex:7}",
  },
  "aws:acmpca/certificate:Certificate": {
    arn: "{inputs.certificateAuthorityArn}/certificate/{hex:32}",
    id: "{arn}",
    certificate: "{logical}-certificate-{hex:7}",
    certificateChain: "{logical}-certificateChain-{hex:7}",
  },
  "aws:acmpca/certificateAuthorityCertificate:CertificateAuthorityCertificate": {
    id: "{inputs.certificateAuthorityArn}",
  },
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": {
    id: "ns-{hex:16}",
    name: "{name}",
    hostedZone: "Z{hex:20}",
    arn: arn("servicediscovery", "namespace/{id}"),
  },
  "aws:servicediscovery/service:Service": {
    id: "srv-{hex:16}",
    arn: arn("servicediscovery", "service/{id}"),
  },
  "aws:route53/record:Record": {
    fqdn: "{inputs.name}",
    id: "{inputs.zoneId}_{inputs.name}_{inputs.type}",
  },
};
