import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { trafficShiftingPolicy } from "../../facts/ecs-deployments";
import { assumeRolePolicy } from "../assume-role-policy";
import type { CompleteRoute } from "../complete-service";
import type { LoadBalancer } from "./load-balancer";

/** A service of which ECS shifts the requests. */
interface ShiftedService {
  name: string;
  /** Its one route. */
  route: CompleteRoute;
  loadBalancer: LoadBalancer;
  /** The target group of the tasks that a deployment starts. */
  second: aws.lb.TargetGroup;
  /** The rule of its route, whose weights ECS changes. */
  production: aws.lb.ListenerRule;
}

/** How ECS shifts a service's requests. */
export interface TrafficShifting {
  /** What the service says of it. */
  configuration: aws.types.input.ecs.ServiceLoadBalancerAdvancedConfiguration;
  /** What the service depends on: the policy of the role. */
  needed: pulumi.Resource[];
}

/**
 * Creates what ECS shifts requests with, besides the target groups: the listener rule of test traffic, by which the second
 * target group belongs to the load balancer before a deployment, as ECS requires, and the role that ECS assumes to change both
 * rules.
 *
 * @param component The service's component, the parent.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html
 */
export function createTrafficShifting(
  { name, route, loadBalancer, second, production }: ShiftedService,
  component: pulumi.Resource,
): TrafficShifting {
  const role = new aws.iam.Role(
    `${name}-load-balancer`,
    {
      description: `Assumed by ECS to shift requests of ${name}`,
      assumeRolePolicy: pulumi.jsonStringify(assumeRolePolicy("ecs.amazonaws.com")),
    },
    { parent: component },
  );
  const { partition } = aws.getPartitionOutput({}, { parent: component });
  const attachment = new aws.iam.RolePolicyAttachment(
    `${name}-load-balancer`,
    {
      role: role.name,
      policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${trafficShiftingPolicy}`,
    },
    { parent: component },
  );
  const test = loadBalancer.createTestRoute(route, { name, component, targetGroup: second });
  return {
    configuration: {
      alternateTargetGroupArn: second.arn,
      productionListenerRule: production.arn,
      testListenerRule: test.arn,
      roleArn: role.arn,
    },
    needed: [attachment],
  };
}
