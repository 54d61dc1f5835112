import * as aws from "@pulumi/aws";
import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { type DataSource, dataEndpoints } from "../data-source";

/**
 * Creates the security group rules that let the pods of a cluster through to the data that services use, one for each port:
 * pods of Auto Mode have the cluster's security group. The network policies limit each to the services that use it.
 */
export function createDataEndpointRules(
  name: string,
  { securityGroupId, uses }: { securityGroupId: pulumi.Input<string>; uses: readonly DataSource[] },
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  return dataEndpoints(uses).flatMap((endpoint) =>
    endpoint.ports.map(
      (port) =>
        new aws.vpc.SecurityGroupIngressRule(
          `${endpoint.name}-from-${name}-pods-${port}`,
          {
            securityGroupId: endpoint.securityGroupId,
            referencedSecurityGroupId: securityGroupId,
            description: `Connections from pods of ${name}`,
            ipProtocol: "tcp",
            fromPort: port,
            toPort: port,
          },
          options,
        ),
    ),
  );
}

/** The egress of a service's pods to the data that it uses. */
export function egressToData(
  uses: readonly DataSource[],
): k8s.types.input.networking.v1.NetworkPolicyEgressRule[] {
  return dataEndpoints(uses).map(({ cidrBlocks, ports }) => ({
    to: cidrBlocks.apply((cidrs) => cidrs.map((cidr) => ({ ipBlock: { cidr } }))),
    ports: ports.map((port) => ({ protocol: "TCP", port })),
  }));
}
