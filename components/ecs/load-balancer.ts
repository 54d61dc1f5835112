import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../refusal";
import { AccessLogs } from "./access-logs";
import type { PlacedIn } from "./placed-in";

/** Where a load balancer is and how it is guarded. */
export interface LoadBalancerArgs {
  /** The network; its public subnets must be in two zones at least (ELB.13). */
  network: PlacedIn;
  /** Whether each request is logged to a bucket of its own (ELB.5); $0.023 a GB and month. Default: false. */
  accessLogs?: boolean;
  /** Days that access logs are kept. Default: 90. */
  accessLogRetentionDays?: number;
  /**
   * Whether AWS refuses to delete the load balancer (ELB.6); its access logs then keep their bucket alive too. To destroy
   * the stack, set it to false and deploy first. Default: false.
   */
  deletionProtection?: boolean;
}

/**
 * The application load balancer that all services of a stack share: one public entry, which answers 404 until services add
 * their routes. It may reach only what services let it reach.
 *
 * Fixed cost in us-east-1: $16.43 a month, and $3.65 for the public address in each zone ($23.73 for two zones); capacity
 * units in use come on top, $5.84 a month for each.
 *
 * It speaks HTTP. HTTPS needs a domain: a second listener with a certificate, to which services then add their routes,
 * while this listener's default action becomes the redirect to it.
 */
export class LoadBalancer extends pulumi.ComponentResource {
  /** The load balancer. */
  public readonly loadBalancer: aws.lb.LoadBalancer;
  /** The listener that services add their routes to. */
  public readonly listener: aws.lb.Listener;
  /** The load balancer's security group; services open it towards themselves. */
  public readonly securityGroup: aws.ec2.SecurityGroup;
  /** Address of the load balancer, such as http://…elb.amazonaws.com. */
  public readonly url: pulumi.Output<string>;
  /** The part of its ARN that CloudWatch metrics name it by, such as app/ecs-load-balancer/50dc6c495c0c9188. */
  public readonly arnSuffix: pulumi.Output<string>;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("LoadBalancer", name, mistakesIn(name, args));
    super("aws-containers:ecs:LoadBalancer", name, {}, opts);

    this.securityGroup = this.makeSecurityGroup(name, args);
    this.admitTheWorld(name);
    this.loadBalancer = this.makeLoadBalancer(name, args, this.makeAccessLogs(name, args));
    this.listener = this.makeListener(name);
    this.url = pulumi.interpolate`http://${this.loadBalancer.dnsName}`;
    this.arnSuffix = this.loadBalancer.arnSuffix;

    this.registerOutputs({ url: this.url, arnSuffix: this.arnSuffix });
  }

  private makeSecurityGroup(name: string, { network }: LoadBalancerArgs): aws.ec2.SecurityGroup {
    return new aws.ec2.SecurityGroup(
      `${name}-load-balancer`,
      { vpcId: network.vpcId, description: "Load balancer: requests from the world, to the services only" },
      { parent: this },
    );
  }

  private admitTheWorld(name: string): void {
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-http-from-world`,
      {
        securityGroupId: this.securityGroup.id,
        description: "HTTP from the world",
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "tcp",
        fromPort: 80,
        toPort: 80,
      },
      { parent: this },
    );
  }

  private makeAccessLogs(name: string, args: LoadBalancerArgs): AccessLogs | undefined {
    return args.accessLogs
      ? new AccessLogs(
          name,
          { retentionDays: args.accessLogRetentionDays ?? 90, forceDestroy: !args.deletionProtection },
          { parent: this },
        )
      : undefined;
  }

  private makeLoadBalancer(
    name: string,
    { network, deletionProtection = false }: LoadBalancerArgs,
    accessLogs: AccessLogs | undefined,
  ): aws.lb.LoadBalancer {
    return new aws.lb.LoadBalancer(
      `${name}-load-balancer`,
      {
        loadBalancerType: "application",
        internal: false,
        subnets: network.publicSubnetIds,
        securityGroups: [this.securityGroup.id],
        dropInvalidHeaderFields: true, // ELB.4
        desyncMitigationMode: "defensive", // ELB.12
        enableHttp2: true,
        enableDeletionProtection: deletionProtection,
        accessLogs: accessLogs ? { bucket: accessLogs.bucket.bucket, enabled: true } : undefined,
      },
      { parent: this, dependsOn: accessLogs ? [accessLogs.bucketPolicy] : [] },
    );
  }

  private makeListener(name: string): aws.lb.Listener {
    return new aws.lb.Listener(
      `${name}-http`,
      {
        loadBalancerArn: this.loadBalancer.arn,
        port: 80,
        protocol: "HTTP",
        defaultActions: [
          {
            type: "fixed-response",
            fixedResponse: {
              statusCode: "404",
              contentType: "text/plain",
              messageBody: "No service answers here.",
            },
          },
        ],
      },
      { parent: this },
    );
  }
}

function mistakesIn(name: string, { network, accessLogRetentionDays: days }: LoadBalancerArgs): string[] {
  // A load balancer's name has 32 characters, of which -load-balancer and Pulumi's suffix take 22; a bucket's is lower case.
  const longestName = 10;
  const mistakes: string[] = [];
  if (name.length > longestName || !/^[a-z][a-z0-9-]*$/.test(name)) {
    mistakes.push(
      `name: "${name}"; allowed: 1 to ${longestName} lower-case letters, digits and hyphens, a letter first`,
    );
  }
  if (Array.isArray(network.publicSubnetIds) && network.publicSubnetIds.length < 2) {
    mistakes.push(
      `network.publicSubnetIds: ${network.publicSubnetIds.length}; allowed: at least 2, in two zones`,
    );
  }
  if (days !== undefined && !(Number.isInteger(days) && days >= 1)) {
    mistakes.push(`accessLogRetentionDays: ${days}; allowed: 1 or more`);
  }
  return mistakes;
}
