import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** The security groups on both sides of a service's port. */
interface SecurityGroups {
  loadBalancer: aws.ec2.SecurityGroup;
  service: aws.ec2.SecurityGroup;
}

/**
 * Creates the rules of a service: requests from the load balancer to its port and nowhere else, HTTPS to anywhere. They are
 * resources of their own because the two groups refer to each other. Those of the port are named for it, so that a change
 * of the port allows the new one before it revokes the old one.
 *
 * @param name Name of the service.
 * @param groups The groups that the rules belong to.
 * @param port Port that the service listens on.
 * @param opts Options of each rule: its parent.
 */
export function createSecurityGroupRules(
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
    // ECR, CloudWatch Logs and other APIs have no fixed addresses. DNS needs no rule: security groups don't apply to the
    // VPC's resolver.
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
