import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ConnectionProtocol, connectionProtocols, transportOf } from "../../facts/protocols";
import { tlsPolicy } from "../../facts/tls";
import type { Https } from "../https";
import { assertValidArguments } from "../invalid-arguments";
import { publicSubnets } from "../public-subnets";
import type { EcsNetwork } from "./ecs-network";
import { allowFromAnywhere } from "./from-anywhere";
import type { RoutedService } from "./load-balancer";
import { type NetworkLoadBalancerArgs, validateNetworkLoadBalancer } from "./network-load-balancer-arguments";

/** What clients connect to. */
interface Endpoint {
  port: number;
  protocol: ConnectionProtocol;
}

/**
 * The public Network Load Balancer that the services of a stack with protocol `tcp`, `udp` and `tls` share: a listener for
 * each, on its port. Its security group, which AWS takes only at creation, allows the ports of the services from anywhere, and
 * traffic to services only. Each zone's address forwards to the tasks in all zones.
 *
 * Fixed cost in us-east-1: $16.43 a month, and $3.65 for the public address in each zone, static or not, plus $4.38 a month
 * per load balancer capacity unit (NLCU) in use.
 *
 * What replaces it, such as other `staticAddresses`, deletes it first, with its listeners: a target group belongs to one load
 * balancer. Clients can't connect for some minutes, and without static addresses find it under another host name.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class NetworkLoadBalancer extends pulumi.ComponentResource {
  /** The load balancer. */
  public readonly loadBalancer: aws.lb.LoadBalancer;
  /** The load balancer's security group; each service adds the rules for its own port. */
  public readonly securityGroup: aws.ec2.SecurityGroup;
  /** The network that it is in: that of its services by default. */
  public readonly network: EcsNetwork;
  /** Host name that DNS records of your own domains point to, such as ecs-network-0123456789.elb.us-east-1.amazonaws.com. */
  public readonly hostName: pulumi.Output<string>;
  /** Whether clients reach it over IPv6 as well. */
  public readonly ipv6: boolean;
  /** Its static addresses, one in each zone; undefined without `staticAddresses`. */
  public readonly addresses: pulumi.Output<string[]> | undefined;

  private readonly name: string;
  private readonly https: Https | undefined;
  private readonly servicesByPort = new Map<number, string>();

  constructor(name: string, args: NetworkLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    assertValidArguments("NetworkLoadBalancer", name, validateNetworkLoadBalancer(name, args));
    super("aws-containers:ecs:NetworkLoadBalancer", name, {}, opts);

    this.name = name;
    this.network = args.network;
    this.https = args.https;
    this.ipv6 = args.ipv6 ?? false;
    this.securityGroup = this.createSecurityGroup(name, args);
    const addresses = this.createAddresses(name, args);
    this.loadBalancer = this.createLoadBalancer(name, args, addresses);
    this.hostName = this.loadBalancer.dnsName;
    this.addresses = addresses.length > 0 ? pulumi.all(addresses.map(({ publicIp }) => publicIp)) : undefined;

    this.registerOutputs({ hostName: this.hostName, addresses: this.addresses });
  }

  /** Whether listeners can terminate TLS. */
  get isEncrypted(): boolean {
    return this.https !== undefined;
  }

  /** Number of its listeners. */
  get listeners(): number {
    return this.servicesByPort.size;
  }

  /** Name of the service that has a port, if there is one. */
  serviceAt(port: number): string | undefined {
    return this.servicesByPort.get(port);
  }

  /** Address of a service, such as tcp://mqtt.shop.example.com:1883. */
  urlOf(service: string, { port, protocol }: Endpoint): pulumi.Output<string> {
    const host = this.https ? `${service}.${this.https.hostName}` : this.hostName;
    return pulumi.interpolate`${protocol}://${host}:${port}`;
  }

  /**
   * Forwards what arrives on a port to a service. The listener is the load balancer's, and named for its port, which AWS
   * allows once: a service that is renamed, or another protocol, changes it in place.
   */
  createListener({ port, protocol }: Endpoint, service: RoutedService): aws.lb.Listener {
    this.servicesByPort.set(port, service.name);
    return new aws.lb.Listener(
      `${this.name}-network-${port}`,
      {
        loadBalancerArn: this.loadBalancer.arn,
        port,
        protocol: connectionProtocols[protocol].listener,
        ...(protocol === "tls" && { sslPolicy: tlsPolicy, certificateArn: this.https?.certificateArn }),
        defaultActions: [{ type: "forward", targetGroupArn: service.targetGroup.arn }],
      },
      { parent: this, dependsOn: this.allowFromAnywhere(port, transportOf(protocol)) },
    );
  }

  private allowFromAnywhere(port: number, ipProtocol: "tcp" | "udp"): pulumi.Resource[] {
    const what = `${ipProtocol.toUpperCase()} ${port}`;
    const name = `${this.name}-network-${ipProtocol}-${port}-from-world`;
    const accepted = { what, ipProtocol, port, ipv6: this.ipv6 };
    return allowFromAnywhere(name, this.securityGroup, accepted, { parent: this });
  }

  private createSecurityGroup(name: string, { network }: NetworkLoadBalancerArgs): aws.ec2.SecurityGroup {
    return new aws.ec2.SecurityGroup(
      `${name}-network`,
      {
        vpcId: network.vpcId,
        description: "Network load balancer: the ports of services from anywhere, to services only",
      },
      { parent: this },
    );
  }

  /** One in each zone. They outlive the load balancer's replacement. */
  private createAddresses(
    name: string,
    { network, staticAddresses, deletionProtection }: NetworkLoadBalancerArgs,
  ): aws.ec2.Eip[] {
    if (!staticAddresses) return [];
    return Array.from(
      { length: publicSubnets(network) ?? 0 },
      (_, index) =>
        new aws.ec2.Eip(
          `${name}-network-address-${index + 1}`,
          { domain: "vpc" },
          { parent: this, protect: deletionProtection },
        ),
    );
  }

  private createLoadBalancer(
    name: string,
    args: NetworkLoadBalancerArgs,
    addresses: readonly aws.ec2.Eip[],
  ): aws.lb.LoadBalancer {
    const { network, accessLogs, deletionProtection = false, zonalShift = false } = args;
    const subnetIds = pulumi.output(network.publicSubnetIds);
    return new aws.lb.LoadBalancer(
      `${name}-network`,
      {
        loadBalancerType: "network",
        internal: false,
        ipAddressType: this.ipv6 ? "dualstack" : "ipv4",
        ...(addresses.length > 0
          ? {
              subnetMappings: addresses.map(({ allocationId }, index) => ({
                subnetId: subnetIds.apply((ids) => ids[index] ?? ""),
                allocationId,
              })),
            }
          : { subnets: network.publicSubnetIds }),
        securityGroups: [this.securityGroup.id],
        enableCrossZoneLoadBalancing: true, // ELB.9
        enableZonalShift: zonalShift,
        enableDeletionProtection: deletionProtection,
        // Without the block, the provider leaves them as they are: they would go on without their bucket.
        accessLogs: accessLogs
          ? { enabled: true, bucket: accessLogs.bucket.bucket, prefix: `${name}-network` }
          : { enabled: false, bucket: "" },
      },
      {
        parent: this,
        dependsOn: accessLogs ? [accessLogs.bucketPolicy] : [],
        // Of another VPC, and other addresses: AWS adds mappings to those that it has, but changes and removes none.
        replaceOnChanges: ["securityGroups", "subnetMappings"],
        // A target group belongs to one load balancer, and an address to one as well.
        deleteBeforeReplace: true,
        // AWS refuses to delete it anyway, but in the middle of an update, after Pulumi has replaced what it is in.
        protect: deletionProtection,
      },
    );
  }
}
