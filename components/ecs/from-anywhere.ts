import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** What a load balancer accepts from anywhere. */
interface Accepted {
  /** Whether it is reached over IPv6 too. */
  ipv6: boolean;
  /** How the rule's description begins, such as HTTPS. */
  what: string;
  ipProtocol: "tcp" | "udp";
  port: number;
}

/**
 * Allows any address to connect to a load balancer's port.
 *
 * @param name Logical name of the rule, and with `-ipv6` of that for IPv6.
 */
export function allowFromAnywhere(
  name: string,
  securityGroup: aws.ec2.SecurityGroup,
  { what, ipProtocol, port, ipv6 }: Accepted,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const rule = { securityGroupId: securityGroup.id, ipProtocol, fromPort: port, toPort: port };
  const description = `${what} from anywhere`;
  const overIpv4 = new aws.vpc.SecurityGroupIngressRule(
    name,
    { ...rule, description, cidrIpv4: "0.0.0.0/0" },
    options,
  );
  if (!ipv6) return [overIpv4];
  const overIpv6 = new aws.vpc.SecurityGroupIngressRule(
    `${name}-ipv6`,
    { ...rule, description: `${description} over IPv6`, cidrIpv6: "::/0" },
    options,
  );
  return [overIpv4, overIpv6];
}
