import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { CompleteService } from "../complete-service";
import { createEgressRules } from "../tasks/egress-rules";
import type { EcsNetwork } from "./ecs-network";

/** How the tasks of a service reach the network. */
export interface ServiceNetwork {
  /** The security group of its tasks alone; undefined where they share the instances'. */
  securityGroup: aws.ec2.SecurityGroup | undefined;
  /** The rules for the connections that its tasks may open. */
  rules: pulumi.Resource[];
  /** The network interface of each task; undefined where tasks have none. */
  configuration: aws.types.input.ecs.ServiceNetworkConfiguration | undefined;
}

/**
 * Creates the security group of a service's tasks with its outbound rules, in network mode awsvpc; in any other, tasks have what
 * the instances have.
 *
 * @param component The service's component, the parent.
 */
export function createServiceNetwork(
  name: string,
  service: CompleteService,
  network: EcsNetwork,
  component: pulumi.Resource,
): ServiceNetwork {
  if (service.networkMode !== "awsvpc") {
    return { securityGroup: undefined, rules: [], configuration: undefined };
  }
  const securityGroup = new aws.ec2.SecurityGroup(
    `${name}-service`,
    {
      vpcId: network.vpcId,
      // Another description would replace the group, so that every exposure has this one.
      description: "Service: requests from the load balancer, to HTTPS",
    },
    { parent: component },
  );
  return {
    securityGroup,
    rules: createEgressRules(name, securityGroup, service, { parent: component }),
    configuration: {
      subnets: network.workloadSubnetIds,
      securityGroups: [securityGroup.id],
      assignPublicIp: network.assignPublicIp ?? false,
    },
  };
}

/**
 * Logical name of the ECS service. Each network mode has another one: AWS takes the network configuration from no service that
 * runs, so that another mode is another service, created before the former is deleted.
 */
export function serviceResourceName(name: string, { networkMode }: Pick<CompleteService, "networkMode">) {
  return networkMode === "awsvpc" ? `${name}-service` : `${name}-service-${networkMode}`;
}
