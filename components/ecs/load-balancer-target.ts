import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { grpcHealth, protocolVersions, type RequestProtocol } from "../../facts/protocols";
import { healthyThreshold } from "../../facts/rollout-times";
import { type CompleteService, healthTimeoutSeconds } from "../complete-service";
import { targetGroupPrefix } from "../shortened-name";
import type { InstanceNetwork } from "./compute/instance-security-group";
import { instancePorts } from "./instance-rules";
import type { LoadBalancer } from "./load-balancer";
import { targetGroupNames } from "./target-group-names";
import { createTrafficShifting, type TrafficShifting } from "./traffic-shifting";

/** A public service and its load balancer. */
interface PublicService {
  name: string;
  service: CompleteService;
  protocol: RequestProtocol;
  loadBalancer: LoadBalancer;
  /** The VPC of its tasks. */
  vpcId: pulumi.Input<string>;
  /** The security group of its tasks alone. */
  securityGroup: aws.ec2.SecurityGroup | undefined;
  /** The network of the instances, by which tasks are reached that have no security group of their own. */
  instances: InstanceNetwork | undefined;
}

/** What makes a service a target of the load balancer. */
export interface LoadBalancerTarget {
  /** The target group that tasks register with. */
  targetGroup: aws.lb.TargetGroup;
  /** The one that tasks of every other deployment register with, where requests shift. */
  second?: aws.lb.TargetGroup;
  /** How ECS shifts requests between the two. */
  shifting?: TrafficShifting;
  /** The listener, or its rules, and the security group rules for its port: the service depends on them. */
  rules: pulumi.Resource[];
  /** Address of its first route, up to its first wildcard; of a service that receives connections, with its port. */
  url: pulumi.Output<string>;
}

/**
 * Creates what a public service has besides its tasks: the target group, the rules that let the load balancer's requests
 * through to its port and nowhere else, and the listener rules of its routes, which are the load balancer's children.
 *
 * A service that gets another exposure keeps its tasks running: ECS deregisters them before these resources are deleted.
 *
 * @param component The service's component, the parent.
 */
export function createTarget(described: PublicService, component: pulumi.Resource): LoadBalancerTarget {
  const { name, service, loadBalancer } = described;
  const rules = createSecurityGroupRules(described, { parent: component });
  const endings = targetGroupNames(service.networkMode, loadBalancer.distribution !== undefined);
  const create = (ending: string) =>
    createTargetGroup(`${targetGroupPrefix(name)}-${ending}`, described, { parent: component });
  const targetGroup = create(endings.first);
  const { secondTargetGroup: shifts } = service.deployment;
  const routes = service.routes.map((route) =>
    loadBalancer.createRoute(route, { name, component, targetGroup, shifts }),
  );
  const second = shifts ? create(endings.second) : undefined;
  const [route] = service.routes;
  const [production] = routes;
  const shifting =
    second && route && production
      ? createTrafficShifting({ name, route, loadBalancer, second, production }, component)
      : undefined;
  // Tasks move to the target group of another load balancer when clients can reach it.
  const wayIn = loadBalancer.distribution ? [loadBalancer.distribution.distribution] : [];
  return {
    targetGroup,
    ...(second && { second }),
    ...(shifting && { shifting }),
    rules: [...routes, ...rules, ...wayIn, ...(shifting?.needed ?? [])],
    url: loadBalancer.urlOf(service.routes),
  };
}

function createTargetGroup(
  name: string,
  { service: { health, drainSeconds, networkMode }, protocol, vpcId }: PublicService,
  opts: pulumi.CustomResourceOptions,
): aws.lb.TargetGroup {
  return new aws.lb.TargetGroup(
    name,
    {
      // A task without a network interface of its own is a port of its instance.
      targetType: networkMode === "awsvpc" ? "ip" : "instance",
      vpcId,
      // Tasks register with their own port. This one is never used, and never changes: another would replace the target
      // group while the old tasks still need theirs.
      port: 80,
      protocol: "HTTP",
      // Another one replaces the target group, under another name.
      protocolVersion: protocolVersions[protocol],
      deregistrationDelay: drainSeconds,
      healthCheck: {
        path: health.path,
        protocol: "HTTP",
        port: "traffic-port",
        matcher: protocol === "grpc" ? grpcHealth.status : "200",
        interval: health.intervalSeconds,
        timeout: healthTimeoutSeconds(health.intervalSeconds),
        healthyThreshold,
        unhealthyThreshold: health.unhealthyThreshold,
      },
    },
    opts,
  );
}

/**
 * Resources of their own, because the two groups refer to each other. Those to instances are the load balancer's.
 */
function createSecurityGroupRules(
  { name, service: { port, networkMode }, loadBalancer, securityGroup, instances }: PublicService,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  if (securityGroup === undefined) {
    return instances ? loadBalancer.allowToInstances(instances, instancePorts(networkMode, port)) : [];
  }
  const onPort = { ipProtocol: "tcp", fromPort: port, toPort: port };
  return [
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-load-balancer-to-service-${port}`,
      {
        securityGroupId: loadBalancer.securityGroup.id,
        referencedSecurityGroupId: securityGroup.id,
        description: `Requests to ${name}`,
        ...onPort,
      },
      opts,
    ),
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-from-load-balancer-${port}`,
      {
        securityGroupId: securityGroup.id,
        referencedSecurityGroupId: loadBalancer.securityGroup.id,
        description: "Requests from the load balancer",
        ...onPort,
      },
      opts,
    ),
  ];
}
