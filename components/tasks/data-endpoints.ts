import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type DataSource, dataEndpoints } from "../data-source";

/**
 * Creates the security group rules that let a service's tasks through to the data that it uses, one pair for each port. The
 * service depends on them.
 */
export function createDataEndpointRules(
  name: string,
  { securityGroup, uses }: { securityGroup: aws.ec2.SecurityGroup; uses: readonly DataSource[] },
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  return dataEndpoints(uses).flatMap((endpoint) =>
    endpoint.ports.flatMap((port) => {
      const onPort = { ipProtocol: "tcp", fromPort: port, toPort: port };
      return [
        new aws.vpc.SecurityGroupEgressRule(
          `${name}-to-${endpoint.name}-${port}`,
          {
            securityGroupId: securityGroup.id,
            referencedSecurityGroupId: endpoint.securityGroupId,
            description: `Connections to ${endpoint.name}`,
            ...onPort,
          },
          options,
        ),
        new aws.vpc.SecurityGroupIngressRule(
          `${endpoint.name}-from-${name}-${port}`,
          {
            securityGroupId: endpoint.securityGroupId,
            referencedSecurityGroupId: securityGroup.id,
            description: `Connections from ${name}`,
            ...onPort,
          },
          options,
        ),
      ];
    }),
  );
}
