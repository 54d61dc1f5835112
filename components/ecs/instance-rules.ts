import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { ephemeralPorts, type NetworkMode } from "../../facts/network-modes";
import type { InstanceNetwork } from "./compute/instance-security-group";

/** Ports of instances, both included. */
export interface PortRange {
  from: number;
  to: number;
}

/** The ports of instances that tasks are reached on. */
export function instancePorts(mode: NetworkMode, port: number): PortRange {
  return mode === "bridge" ? ephemeralPorts : { from: port, to: port };
}

/**
 * Creates the rules that let a load balancer's requests through to instances, on ports that their tasks have there. Both are the
 * load balancer's: services share them, and AWS allows a rule once.
 *
 * @param name Name of the load balancer.
 */
export function createInstanceRules(
  name: string,
  loadBalancer: aws.ec2.SecurityGroup,
  instances: InstanceNetwork,
  { from, to }: PortRange,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const ports = { ipProtocol: "tcp", fromPort: from, toPort: to };
  return [
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-to-${instances.name}-${from}`,
      {
        securityGroupId: loadBalancer.id,
        referencedSecurityGroupId: instances.securityGroup.id,
        description: "Requests to tasks in the network of instances",
        ...ports,
      },
      opts,
    ),
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-from-load-balancer-to-${instances.name}-${from}`,
      {
        securityGroupId: instances.securityGroup.id,
        referencedSecurityGroupId: loadBalancer.id,
        description: "Requests from the load balancer",
        ...ports,
      },
      opts,
    ),
  ];
}
