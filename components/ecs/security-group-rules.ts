import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** The two sides of a service's port. */
interface SecurityGroups {
  loadBalancer: aws.ec2.SecurityGroup;
  service: aws.ec2.SecurityGroup;
}

/**
 * Opens the way that requests take, from the load balancer's security group to the service's port and nowhere else, and
 * lets the service out to HTTPS. The rules are resources of their own because the two groups name each other.
 * Those of the port are named for it, so that a change of it opens the new way before it closes the old one.
 *
 * @param name Name of the service.
 * @param groups Whom the rules belong to.
 * @param port Port that the service listens on.
 * @param opts Options of each rule: its parent.
 */
export function securityGroupRules(
  name: string,
  groups: SecurityGroups,
  port: number,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const onPort = { ipProtocol: "tcp", fromPort: port, toPort: port };
  return [
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-load-balancer-to-service-${port}`,
      {
        securityGroupId: groups.loadBalancer.id,
        referencedSecurityGroupId: groups.service.id,
        description: `Requests to ${name}`,
        ...onPort,
      },
      opts,
    ),
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-from-load-balancer-${port}`,
      {
        securityGroupId: groups.service.id,
        referencedSecurityGroupId: groups.loadBalancer.id,
        description: "Requests from the load balancer",
        ...onPort,
      },
      opts,
    ),
    // Registry, logs and the APIs of AWS and others have no fixed addresses. DNS needs no rule: the VPC's resolver is not
    // subject to security groups.
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-to-https`,
      {
        securityGroupId: groups.service.id,
        description: "HTTPS to the image registry, CloudWatch Logs and other APIs",
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      },
      opts,
    ),
  ];
}
