import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { CompleteService } from "../complete-service";

/** The security groups on both sides of a service's port. */
interface SecurityGroups {
  loadBalancer: aws.ec2.SecurityGroup;
  service: aws.ec2.SecurityGroup;
}

/**
 * Creates the rules of a service: requests from the load balancer to its port and nowhere else, HTTPS to anywhere, and what
 * `egress` opens. They are resources of their own because the two groups refer to each other. Each is named for what makes
 * it unique in its group, so that a change allows the new connections before it revokes the old ones.
 *
 * @param name Name of the service.
 * @param groups The groups that the rules belong to.
 * @param service The port that the service listens on, and the connections that it may open.
 * @param opts Options of each rule: its parent.
 */
export function createSecurityGroupRules(
  name: string,
  groups: SecurityGroups,
  { port, egress }: Pick<CompleteService, "port" | "egress">,
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
    ...createEgressRules(name, groups.service, egress, opts),
  ];
}

/** DNS needs no rule: security groups don't apply to the VPC's resolver. */
function createEgressRules(
  name: string,
  { id: securityGroupId }: aws.ec2.SecurityGroup,
  egress: CompleteService["egress"],
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  if (egress === "any") {
    return [
      new aws.vpc.SecurityGroupEgressRule(
        `${name}-to-anywhere`,
        { securityGroupId, description: "Anything to anywhere", cidrIpv4: "0.0.0.0/0", ipProtocol: "-1" },
        opts,
      ),
    ];
  }
  // ECR, CloudWatch Logs and other APIs have no fixed addresses.
  const https = new aws.vpc.SecurityGroupEgressRule(
    `${name}-to-https`,
    {
      securityGroupId,
      description: "HTTPS to the image registry, CloudWatch Logs and other APIs",
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    },
    opts,
  );
  return [
    https,
    ...egress.map(
      ({ protocol, port, cidr }) =>
        new aws.vpc.SecurityGroupEgressRule(
          `${name}-to-${protocol}-${port}-${cidr.replace("/", "-")}`,
          {
            securityGroupId,
            description: `Port ${port} of ${cidr}`,
            cidrIpv4: cidr,
            ipProtocol: protocol,
            fromPort: port,
            toPort: port,
          },
          opts,
        ),
    ),
  ];
}
