import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { testTrafficHeader } from "../../facts/ecs-deployments";
import { defaultIdleTimeoutSeconds } from "../../facts/load-balancers";
import { Distribution } from "../cloud-front";
import type { CompleteRoute } from "../complete-service";
import { assertValidArguments } from "../invalid-arguments";
import type { Route } from "../service";
import { type Address, serviceUrl } from "../service-url";
import { ruleActions } from "./auth-action";
import type { InstanceNetwork } from "./compute/instance-security-group";
import type { EcsNetwork } from "./ecs-network";
import { createInstanceRules, type PortRange } from "./instance-rules";
import { createListeners } from "./listeners";
import { type LoadBalancerArgs, validateLoadBalancer } from "./load-balancer-arguments";
import { allowClients, allowIdentityProviders } from "./load-balancer-rules";

/** A service that receives requests. */
export interface RoutedService {
  /** Name of the service. */
  name: string;
  /** The service's component. */
  component: pulumi.Resource;
  /** The target group that its tasks register with. */
  targetGroup: aws.lb.TargetGroup;
  /** Whether ECS shifts its requests, and to that end changes the actions of its rules. @default false */
  shifts?: boolean;
}

/**
 * The Application Load Balancer that all public services of a stack share. Its listener answers 404 where no service has a
 * route; its security group allows traffic to services only, and HTTPS to identity providers where a route has
 * `auth`.
 *
 * Fixed cost in us-east-1: $16.43 a month, and $3.65 for the public address in each zone ($23.73 for two zones), plus $5.84
 * a month per load balancer capacity unit (LCU) in use.
 *
 * Plain HTTP, or with `https` a second listener, which has the services' rules, while HTTP redirects to it.
 *
 * With `cloudFront` it is internal, in the subnets of the tasks and without public addresses. A CloudFront distribution is the
 * only way in, with HTTPS in any case. It is another load balancer than the public one: the services' tasks register with
 * target groups of its own.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class LoadBalancer extends pulumi.ComponentResource {
  /** The load balancer. */
  public readonly loadBalancer: aws.lb.LoadBalancer;
  /** The listener that the rules of the services belong to: HTTPS, or HTTP without `https`. */
  public readonly listener: aws.lb.Listener;
  /** The load balancer's security group; each service adds the rules for its own port. */
  public readonly securityGroup: aws.ec2.SecurityGroup;
  /** The network that it is in: that of its services by default. */
  public readonly network: EcsNetwork;
  /** The CloudFront distribution in front of it; undefined without `cloudFront`. */
  public readonly distribution: Distribution | undefined;
  /**
   * Host name that DNS records of your own domains point to, such as ecs-load-balancer-0123456789.us-east-1.elb.amazonaws.com,
   * or the distribution's.
   */
  public readonly hostName: pulumi.Output<string>;
  /** Id of the hosted zone of the distribution's host name; undefined without `cloudFront`. */
  public readonly hostedZoneId: pulumi.Output<string> | undefined;
  /** Whether the services' listener is an HTTPS one, as HTTP/2, gRPC and a route's `auth` need it. */
  public readonly isEncrypted: boolean;
  /** Address of the load balancer, such as https://shop.example.com, or http://…elb.amazonaws.com without `https`. */
  public readonly url: pulumi.Output<string>;
  /** Its ARN suffix, the dimension of its CloudWatch metrics, such as app/ecs-load-balancer/50dc6c495c0c9188. */
  public readonly arnSuffix: pulumi.Output<string>;

  private readonly name: string;
  private readonly address: Address;
  private readonly servicesByPriority = new Map<number, string>();
  private readonly toInstances = new Map<string, pulumi.Resource[]>();
  private toIdentityProviders: aws.vpc.SecurityGroupEgressRule | undefined;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    assertValidArguments("LoadBalancer", name, validateLoadBalancer(name, args));
    super("aws-containers:ecs:LoadBalancer", name, {}, opts);

    this.name = name;
    this.network = args.network;
    this.securityGroup = this.createSecurityGroup(name, args);
    const { https, cloudFront = false } = args;
    const published = { https: https !== undefined, cloudFront, ipv6: args.ipv6 ?? false };
    const rules = allowClients(name, this.securityGroup, published, { parent: this });
    this.loadBalancer = this.createLoadBalancer(name, args);
    const { loadBalancer } = this;
    if (cloudFront) {
      this.distribution = new Distribution(name, { ...args, loadBalancer }, { parent: this });
    } else if (args.webAcl) {
      this.associateWebAcl(name, args.webAcl.arn);
    }
    this.listener = createListeners(name, { loadBalancer, https, cloudFront, rules }, { parent: this });
    this.hostName = this.distribution?.hostName ?? loadBalancer.dnsName;
    this.hostedZoneId = this.distribution?.hostedZoneId;
    this.isEncrypted = https !== undefined;
    this.address = {
      scheme: this.isEncrypted || cloudFront ? "https" : "http",
      hostName: https?.hostName ?? this.hostName,
    };
    this.url = pulumi.interpolate`${this.address.scheme}://${this.address.hostName}`;
    this.arnSuffix = this.loadBalancer.arnSuffix;

    this.registerOutputs({ url: this.url, arnSuffix: this.arnSuffix });
  }

  /** Address of a service with these routes. */
  urlOf(routes: readonly Route[]): pulumi.Output<string> {
    return serviceUrl(this.address, routes);
  }

  /** Name of the service whose route has a priority, if there is one. */
  serviceAt(priority: number): string | undefined {
    return this.servicesByPriority.get(priority);
  }

  /** Allows requests to ports of instances, where tasks have no security group of their own: once for all services. */
  allowToInstances(instances: InstanceNetwork, ports: PortRange): pulumi.Resource[] {
    const key = `${instances.name} ${ports.from}`;
    const rules =
      this.toInstances.get(key) ??
      createInstanceRules(this.name, this.securityGroup, instances, ports, { parent: this });
    this.toInstances.set(key, rules);
    return rules;
  }

  /**
   * Routes requests to a service. The rule is the load balancer's, and named for its priority, which AWS allows once: a
   * service that is renamed, or a route that moves to another service, changes the rule in place. Under a name of the
   * service's, Pulumi would create a second rule of this priority before it deletes the first, which AWS refuses.
   *
   * A service without tasks that takes over a route answers 503 until its first task is healthy.
   */
  createRoute(route: CompleteRoute, service: RoutedService): aws.lb.ListenerRule {
    return this.createRule(route, service, []);
  }

  /**
   * Routes test requests to a service's new version: those of its route with the header `x-test-deployment` and the service's
   * name. The rule has the priority before the route's, so that it matches first.
   */
  createTestRoute(route: CompleteRoute, service: RoutedService): aws.lb.ListenerRule {
    const isTest = { httpHeader: { httpHeaderName: testTrafficHeader, values: [service.name] } };
    const rule = { ...route, priority: route.priority - 1 };
    return this.createRule(rule, { ...service, shifts: true }, [isTest]);
  }

  private createRule(
    { path, host, priority, auth }: CompleteRoute,
    service: RoutedService,
    conditions: aws.types.input.lb.ListenerRuleCondition[],
  ): aws.lb.ListenerRule {
    this.servicesByPriority.set(priority, service.name);
    // Once for all routes.
    if (auth) {
      this.toIdentityProviders ??= allowIdentityProviders(this.name, this.securityGroup, { parent: this });
    }
    return new aws.lb.ListenerRule(
      `${this.name}-route-${priority}`,
      {
        listenerArn: this.listener.arn,
        priority,
        conditions: [
          { pathPattern: { values: [path] } },
          ...(host === undefined ? [] : [{ hostHeader: { values: [host] } }]),
          ...conditions,
        ],
        actions: ruleActions(
          auth,
          { type: "forward", targetGroupArn: service.targetGroup.arn },
          { parent: this },
        ),
      },
      {
        parent: this,
        // Rules belonged to the services before. By the URN: of a component, the SDK would look at all that it can reach.
        aliases: [{ name: `${service.name}-route-${priority}`, parent: service.component.urn }],
        dependsOn: auth && this.toIdentityProviders ? [this.toIdentityProviders] : [],
        // Otherwise an `up` after a refresh would set the weights back, to tasks that don't run any more.
        ignoreChanges: service.shifts ? ["actions"] : [],
      },
    );
  }

  private createSecurityGroup(name: string, { network }: LoadBalancerArgs): aws.ec2.SecurityGroup {
    return new aws.ec2.SecurityGroup(
      `${name}-load-balancer`,
      { vpcId: network.vpcId, description: "Load balancer: HTTP from anywhere, to services only" },
      { parent: this },
    );
  }

  private createLoadBalancer(name: string, args: LoadBalancerArgs): aws.lb.LoadBalancer {
    const { network, accessLogs, deletionProtection = false, zonalShift = false, cloudFront = false } = args;
    return new aws.lb.LoadBalancer(
      // A load balancer keeps its scheme, and another one gets other target groups: so two resources, not a replacement.
      `${name}-${cloudFront ? "origin" : "load-balancer"}`,
      {
        loadBalancerType: "application",
        internal: cloudFront,
        ipAddressType: args.ipv6 ? "dualstack" : "ipv4",
        subnets: cloudFront ? network.workloadSubnetIds : network.publicSubnetIds,
        securityGroups: [this.securityGroup.id],
        idleTimeout: args.idleTimeoutSeconds ?? defaultIdleTimeoutSeconds,
        enableZonalShift: zonalShift,
        dropInvalidHeaderFields: true, // ELB.4
        desyncMitigationMode: "defensive", // ELB.12
        enableHttp2: true,
        enableDeletionProtection: deletionProtection,
        // Without the block, the provider leaves them as they are: they would go on without their bucket.
        accessLogs: accessLogs
          ? { enabled: true, bucket: accessLogs.bucket.bucket, prefix: name }
          : { enabled: false, bucket: "" },
      },
      {
        parent: this,
        dependsOn: accessLogs ? [accessLogs.bucketPolicy] : [],
        // Of another VPC. Other subnets of the same one are set in place, but AWS refuses those of another.
        replaceOnChanges: ["securityGroups"],
        // AWS refuses to delete it anyway, but in the middle of an update, after Pulumi has replaced what it is in.
        protect: deletionProtection,
      },
    );
  }

  private associateWebAcl(name: string, webAclArn: pulumi.Input<string>): void {
    new aws.wafv2.WebAclAssociation(
      `${name}-web-acl`,
      { resourceArn: this.loadBalancer.arn, webAclArn },
      { parent: this },
    );
  }
}
