import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ComputeContext } from "./compute-context";

/**
 * Creates the security group of instances: nothing inbound, outbound HTTPS, by which the agent registers them and pulls images.
 * Tasks have security groups of their own.
 */
export function createInstanceSecurityGroup(
  name: string,
  { vpcId }: ComputeContext["network"],
  options: pulumi.CustomResourceOptions,
): { securityGroup: aws.ec2.SecurityGroup; rules: pulumi.Resource[] } {
  const securityGroup = new aws.ec2.SecurityGroup(
    name,
    { vpcId, description: "Instances of ECS: no requests, to HTTPS" },
    options,
  );
  const rule = new aws.vpc.SecurityGroupEgressRule(
    `${name}-https`,
    {
      securityGroupId: securityGroup.id,
      description: "HTTPS: to ECS, registries and other AWS services",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "0.0.0.0/0",
    },
    options,
  );
  return { securityGroup, rules: [rule] };
}
