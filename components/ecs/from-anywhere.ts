import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** What a load balancer accepts from anywhere. */
interface Accepted {
  /** How the rule's description begins, such as HTTPS. */
  what: string;
  ipProtocol: "tcp" | "udp";
  port: number;
}

/**
 * Allows any address to connect to a load balancer's port.
 *
 * @param name Logical name of the rule.
 */
export function allowFromAnywhere(
  name: string,
  securityGroup: aws.ec2.SecurityGroup,
  { what, ipProtocol, port }: Accepted,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  return [
    new aws.vpc.SecurityGroupIngressRule(
      name,
      {
        securityGroupId: securityGroup.id,
        description: `${what} from anywhere`,
        cidrIpv4: "0.0.0.0/0",
        ipProtocol,
        fromPort: port,
        toPort: port,
      },
      options,
    ),
  ];
}
