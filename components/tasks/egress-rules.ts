import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { CompleteContainer } from "../complete-container";
import { mountedFileSystems } from "../volumes";
import { createDataEndpointRules } from "./data-endpoints";

/**
 * Creates the rules for the connections that a task may open: HTTPS to anywhere, to the data that it uses, and what `egress`
 * opens. Each is named for
 * what makes it unique in its group, so that a change allows the new connections before it revokes the old ones. DNS needs
 * none: security groups don't apply to the VPC's resolver.
 *
 * @param name Name of the service or job.
 * @param securityGroup The security group of its tasks.
 * @param container The connections that it may open, and the data that it uses or mounts.
 * @param opts Options of each rule: its parent.
 */
export function createEgressRules(
  name: string,
  securityGroup: aws.ec2.SecurityGroup,
  { egress, uses, volumes }: Pick<CompleteContainer, "egress" | "uses" | "volumes">,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const { id: securityGroupId } = securityGroup;
  const toData = createDataEndpointRules(
    name,
    { securityGroup, uses: [...uses, ...mountedFileSystems(volumes)] },
    opts,
  );
  if (egress === "any") {
    return [
      ...toData,
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
    ...toData,
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
