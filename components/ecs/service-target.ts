import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { isConnectionProtocol } from "../../facts/protocols";
import type { CompleteService } from "../complete-service";
import type { InstanceNetwork } from "./compute/instance-security-group";
import { networkOf, type ServicePlacement } from "./fargate-service-arguments";
import { createTarget, type LoadBalancerTarget } from "./load-balancer-target";
import { createNetworkTarget } from "./network-target";

/** A service, and where it runs. */
interface PlacedService {
  service: CompleteService;
  placement: ServicePlacement;
  /** The security group of its tasks alone. */
  securityGroup: aws.ec2.SecurityGroup | undefined;
  /** The network of the instances that it runs on, which its tasks share without a security group of their own. */
  instances: InstanceNetwork | undefined;
}

/**
 * Creates what makes a public service a target of the load balancer that its protocol needs; nothing for other services.
 *
 * @param component The service's component, the parent.
 */
export function createServiceTarget(
  name: string,
  { service, placement, securityGroup, instances }: PlacedService,
  component: pulumi.Resource,
): LoadBalancerTarget | undefined {
  if (service.exposure !== "public") return undefined;
  const { loadBalancer, networkLoadBalancer } = placement;
  const { protocol } = service;
  const described = { name, service, vpcId: networkOf(placement).vpcId };
  if (isConnectionProtocol(protocol)) {
    return (
      networkLoadBalancer &&
      securityGroup &&
      createNetworkTarget(
        { ...described, protocol, securityGroup, loadBalancer: networkLoadBalancer },
        component,
      )
    );
  }
  return (
    loadBalancer &&
    createTarget({ ...described, protocol, securityGroup, instances, loadBalancer }, component)
  );
}
