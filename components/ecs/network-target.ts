import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type ConnectionProtocol, connectionProtocols, transportOf } from "../../facts/protocols";
import { healthyThreshold } from "../../facts/rollout-times";
import { type CompleteService, healthTimeoutSeconds } from "../complete-service";
import { targetGroupPrefix } from "../shortened-name";
import type { LoadBalancerTarget } from "./load-balancer-target";
import type { NetworkLoadBalancer } from "./network-load-balancer";

/** A public service that receives connections, and its load balancer. */
interface ConnectedService {
  name: string;
  service: CompleteService;
  protocol: ConnectionProtocol;
  loadBalancer: NetworkLoadBalancer;
  /** The VPC of its tasks. */
  vpcId: pulumi.Input<string>;
  /** The security group of its tasks. */
  securityGroup: aws.ec2.SecurityGroup;
}

/**
 * Creates what a public service with protocol `tcp`, `udp` or `tls` has besides its tasks: the target group, the listener on
 * its port, which is the load balancer's child, and the rules that let the load balancer through to its ports.
 *
 * @param component The service's component, the parent.
 */
export function createNetworkTarget(
  described: ConnectedService,
  component: pulumi.Resource,
): LoadBalancerTarget {
  const { name, service, protocol, loadBalancer } = described;
  const rules = createSecurityGroupRules(described, { parent: component });
  const targetGroup = createTargetGroup(described, { parent: component });
  const endpoint = { port: service.port, protocol };
  const listener = loadBalancer.createListener(endpoint, { name, component, targetGroup });
  return { targetGroup, rules: [listener, ...rules], url: loadBalancer.urlOf(name, endpoint) };
}

/**
 * Tasks see the addresses of clients, which no header could tell them. Connections that outlive the drain are closed, so that
 * clients connect again rather than wait.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
 */
function createTargetGroup(
  { name, service: { health, drainSeconds }, protocol, vpcId }: ConnectedService,
  opts: pulumi.CustomResourceOptions,
): aws.lb.TargetGroup {
  return new aws.lb.TargetGroup(
    `${targetGroupPrefix(name)}-target`,
    {
      targetType: "ip",
      vpcId,
      // Tasks register with their own port. This one is never used, and never changes: another would replace the target
      // group while the old tasks still need theirs.
      port: 80,
      protocol: connectionProtocols[protocol].target,
      // Always on for UDP.
      preserveClientIp: protocol === "udp" ? undefined : "true",
      connectionTermination: true,
      deregistrationDelay: drainSeconds,
      healthCheck: {
        ...(health.path === undefined
          ? { protocol: "TCP" }
          : { protocol: "HTTP", path: health.path, matcher: "200" }),
        port: health.port === undefined ? "traffic-port" : String(health.port),
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
 * For the service's port, and for the port of its health check where that is another one. The load balancer's group as the
 * source lets clients through whose addresses are preserved.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
function createSecurityGroupRules(
  { name, service: { port, health }, protocol, loadBalancer, securityGroup }: ConnectedService,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const transport = transportOf(protocol);
  const onPort = { what: "Connections", ipProtocol: transport, port };
  const ofHealth = { what: "Health checks", ipProtocol: "tcp", port: health.port ?? port };
  const isSame = ofHealth.port === port && transport === "tcp";
  return (isSame ? [onPort] : [onPort, ofHealth]).flatMap(({ what, ipProtocol, port }) => {
    const range = { ipProtocol, fromPort: port, toPort: port };
    return [
      new aws.vpc.SecurityGroupEgressRule(
        `${name}-network-to-service-${ipProtocol}-${port}`,
        {
          securityGroupId: loadBalancer.securityGroup.id,
          referencedSecurityGroupId: securityGroup.id,
          description: `${what} to ${name}`,
          ...range,
        },
        opts,
      ),
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-from-network-${ipProtocol}-${port}`,
        {
          securityGroupId: securityGroup.id,
          referencedSecurityGroupId: loadBalancer.securityGroup.id,
          description: `${what} from the network load balancer`,
          ...range,
        },
        opts,
      ),
    ];
  });
}
