import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ComputeContext } from "./compute-context";

/** The network of instances. */
export interface InstanceNetwork {
  /** Name of their security group, which rules are named for that others add to it. */
  name: string;
  securityGroup: aws.ec2.SecurityGroup;
  rules: pulumi.Resource[];
}

/**
 * Creates the security group of instances: nothing inbound, outbound HTTPS, by which the agent registers them and pulls images.
 * Tasks have security groups of their own, unless their network mode is another one than awsvpc: then load balancers are let in to
 * their ports.
 */
export function createInstanceSecurityGroup(
  name: string,
  { vpcId }: ComputeContext["network"],
  options: pulumi.CustomResourceOptions,
): InstanceNetwork {
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
  return { name, securityGroup, rules: [rule] };
}
