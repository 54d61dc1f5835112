import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { originFacingPrefixList } from "../../facts/cloud-front";
import { allowFromAnywhere } from "./from-anywhere";

/**
 * Allows clients to reach a load balancer: anyone on port 80, and on 443 with HTTPS; with `cloudFront` CloudFront alone.
 *
 * @param name Name of the load balancer, which those of the rules begin with.
 */
export function allowClients(
  name: string,
  securityGroup: aws.ec2.SecurityGroup,
  { https, cloudFront, ipv6 }: { https: boolean; cloudFront: boolean; ipv6: boolean },
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  if (cloudFront) return [allowCloudFront(name, securityGroup, options)];
  const allow = (what: string, port: number) =>
    allowFromAnywhere(
      `${name}-${what.toLowerCase()}-from-world`,
      securityGroup,
      { what, ipProtocol: "tcp", port, ipv6 },
      options,
    );
  return [...allow("HTTP", 80), ...(https ? allow("HTTPS", 443) : [])];
}

/**
 * One rule for both ports, of which one has a listener: the prefix list counts as 55 of the 60 rules of a security group, so
 * that there is no room for a second rule when the listener changes.
 */
function allowCloudFront(
  name: string,
  securityGroup: aws.ec2.SecurityGroup,
  options: pulumi.CustomResourceOptions,
): aws.vpc.SecurityGroupIngressRule {
  const { id } = aws.ec2.getManagedPrefixListOutput(
    { name: originFacingPrefixList },
    { parent: options.parent },
  );
  return new aws.vpc.SecurityGroupIngressRule(
    `${name}-from-cloud-front`,
    {
      securityGroupId: securityGroup.id,
      description: "HTTP or HTTPS from CloudFront",
      prefixListId: id,
      ipProtocol: "tcp",
      fromPort: 80,
      toPort: 443,
    },
    options,
  );
}

/** Allows a load balancer to reach the identity providers of all its routes, which have no fixed addresses. */
export function allowIdentityProviders(
  name: string,
  securityGroup: aws.ec2.SecurityGroup,
  options: pulumi.CustomResourceOptions,
): aws.vpc.SecurityGroupEgressRule {
  return new aws.vpc.SecurityGroupEgressRule(
    `${name}-to-identity-providers`,
    {
      securityGroupId: securityGroup.id,
      description: "HTTPS to identity providers",
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    },
    options,
  );
}
