import * as aws from "@pulumi/aws";
import { Vpc } from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import { assertValidArguments } from "../invalid-arguments";
import { FlowLogs } from "./flow-logs";
import { InterfaceEndpoints } from "./interface-endpoints";
import { createIpv6Routes, ipv6Ranges, keepIpv6Ranges, withoutAutomaticIpv6Addresses } from "./ipv6";
import { type NetworkArgs, networkDefaults, validateNetwork } from "./network-arguments";
import { subnetBlocks } from "./subnet-blocks";
import { zoneOfSubnets } from "./zones";

/** Tags by which Kubernetes' load balancers find their subnets. */
const kubernetesTags = {
  public: { "kubernetes.io/role/elb": "1" },
  private: { "kubernetes.io/role/internal-elb": "1" },
};
const natStrategies = { none: "None", single: "Single", "per-zone": "OnePerAz" } as const;

/**
 * The network of a stack: a VPC with DNS host names, a public and a private subnet in each zone whose ranges follow from
 * the zone's number, NAT gateways, a default
 * security group without rules (EC2.2), and a gateway endpoint for S3, so that image layers bypass the NAT gateway for free.
 * Flow logs, interface endpoints and IPv6 for load balancers by argument. Or an existing VPC, in which nothing is created.
 *
 * Costs $33 a month in us-east-1 with one NAT gateway, nothing with `nat: "none"`.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class Network extends pulumi.ComponentResource {
  /** The VPC with its subnets, routes and gateways; undefined with `existing`. */
  public readonly vpc?: Vpc;
  /** Id of the VPC. */
  public readonly vpcId: pulumi.Output<string>;
  /** Ids of the public subnets, one in each zone: the load balancers'. */
  public readonly publicSubnetIds: pulumi.Output<string[]>;
  /** Ids of the private subnets, one in each zone. */
  public readonly privateSubnetIds: pulumi.Output<string[]>;
  /** Ids of the subnets that containers run in: the private ones, or the public ones where there is no NAT gateway. */
  public readonly workloadSubnetIds: pulumi.Output<string[]>;
  /** Ids of the subnets that data listens in: the private ones, or the public ones where there are no others. */
  public readonly dataSubnetIds: pulumi.Output<string[]>;
  /** Number of the subnets that data listens in. */
  public readonly dataSubnetCount: number;
  /** Number of availability zones, each with one subnet of each kind; undefined in an existing VPC, where it can't be known. */
  public readonly availabilityZones?: number;
  /** Number of the public subnets, where it is known before they exist. */
  public readonly publicSubnetCount?: number;
  /** Whether containers need a public address to reach the internet. */
  public readonly assignPublicIp: boolean;

  private readonly subnetBlocks?: { private: string[]; public: string[] };

  constructor(name: string, args: NetworkArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    assertValidArguments("Network", name, validateNetwork(args));
    super("aws-containers:network:Network", name, {}, opts);

    if (args.existing) {
      this.vpcId = pulumi.output(args.existing.vpcId);
      const { publicSubnetIds = [], privateSubnetIds = [] } = args.existing;
      this.publicSubnetIds = pulumi.output(publicSubnetIds);
      this.publicSubnetCount = publicSubnetIds.length;
      this.privateSubnetIds = pulumi.output(privateSubnetIds);
      this.assignPublicIp = privateSubnetIds.length === 0;
      this.dataSubnetIds = this.assignPublicIp ? this.publicSubnetIds : this.privateSubnetIds;
      this.dataSubnetCount = privateSubnetIds.length || publicSubnetIds.length;
    } else {
      this.availabilityZones = args.availabilityZones ?? networkDefaults.availabilityZones;
      this.publicSubnetCount = this.availabilityZones;
      this.subnetBlocks = subnetBlocks(args.cidr ?? networkDefaults.cidr, this.availabilityZones);
      const vpc = this.createVpc(name, args, this.subnetBlocks);
      this.createDefaultSecurityGroup(name, vpc);
      this.createS3Endpoint(name, vpc);
      if (args.ipv6) createIpv6Routes(name, vpc, this.availabilityZones, { parent: this });
      // What runs in a subnet needs its routes from beginning to end: what uses the ids is created after the routes, and
      // deleted before them.
      const routed = <T>(ids: pulumi.Output<T>) => pulumi.all([ids, vpc.routes]).apply(([value]) => value);
      this.vpc = vpc;
      this.vpcId = vpc.vpcId;
      this.publicSubnetIds = routed(vpc.publicSubnetIds);
      this.privateSubnetIds = routed(vpc.privateSubnetIds);
      this.assignPublicIp = args.nat === "none";
      this.dataSubnetIds = this.privateSubnetIds;
      this.dataSubnetCount = this.availabilityZones;
    }
    this.workloadSubnetIds = this.assignPublicIp ? this.publicSubnetIds : this.privateSubnetIds;
    if (args.endpoints) {
      this.createInterfaceEndpoints(name, args);
    }
    if (args.flowLogs) {
      this.createFlowLogs(name, args);
    }

    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      workloadSubnetIds: this.workloadSubnetIds,
      assignPublicIp: this.assignPublicIp,
    });
  }

  /** IPv4 ranges of the data's subnets; of an existing VPC, which is looked up here, all of its ranges. */
  public get dataCidrBlocks(): pulumi.Output<string[]> {
    if (this.subnetBlocks) return pulumi.output(this.subnetBlocks.private);
    const { cidrBlockAssociations } = aws.ec2.getVpcOutput({ id: this.vpcId }, { parent: this });
    return cidrBlockAssociations.apply((associations) => associations.map(({ cidrBlock }) => cidrBlock));
  }

  /** Public addresses of the NAT gateways; undefined in an existing VPC, and where there are none. */
  public get natAddresses(): pulumi.Output<string[]> | undefined {
    if (this.assignPublicIp) return undefined;
    return this.vpc?.eips.apply((addresses) => pulumi.all(addresses.map(({ publicIp }) => publicIp)));
  }

  private createVpc(name: string, args: NetworkArgs, blocks: { private: string[]; public: string[] }): Vpc {
    const cidr = args.cidr ?? networkDefaults.cidr;
    const zones = args.availabilityZones ?? networkDefaults.availabilityZones;
    const nat = args.nat ?? networkDefaults.nat;
    const tags = args.kubernetesTags ? kubernetesTags : { private: {}, public: {} };
    const ipv6 = args.ipv6 ? ipv6Ranges : undefined;
    return new Vpc(
      name,
      {
        cidrBlock: cidr,
        numberOfAvailabilityZones: zones,
        enableDnsHostnames: true,
        enableDnsSupport: true,
        natGateways: { strategy: natStrategies[nat] },
        ...ipv6?.vpc,
        subnetStrategy: "Auto",
        subnetSpecs: [
          { type: "Private", cidrBlocks: blocks.private, tags: tags.private, ...ipv6?.private },
          { type: "Public", cidrBlocks: blocks.public, tags: tags.public, ...ipv6?.public },
        ],
      },
      {
        parent: this,
        transforms: [
          zoneOfSubnets(name, this),
          ...(nat === "none" ? [] : [withoutAutomaticPublicAddresses]),
          ipv6 ? withoutAutomaticIpv6Addresses : keepIpv6Ranges,
        ],
      },
    );
  }

  /** Every VPC has a default group that allows traffic between members and to anywhere. Only its rules can be deleted. */
  private createDefaultSecurityGroup(name: string, vpc: Vpc): aws.ec2.DefaultSecurityGroup {
    return new aws.ec2.DefaultSecurityGroup(
      `${name}-default`,
      { vpcId: vpc.vpcId, ingress: [], egress: [] },
      { parent: this },
    );
  }

  /** ECR keeps the layers of images in S3. */
  private createS3Endpoint(name: string, vpc: Vpc): aws.ec2.VpcEndpoint {
    return new aws.ec2.VpcEndpoint(
      `${name}-s3`,
      {
        vpcId: vpc.vpcId,
        vpcEndpointType: "Gateway",
        serviceName: pulumi.interpolate`com.amazonaws.${aws.getRegionOutput({}, { parent: this }).region}.s3`,
        routeTableIds: vpc.routeTables.apply((tables) => pulumi.all(tables.map(({ id }) => id))),
      },
      { parent: this },
    );
  }

  private createInterfaceEndpoints(name: string, args: NetworkArgs): InterfaceEndpoints {
    return new InterfaceEndpoints(
      name,
      {
        vpcId: this.vpcId,
        subnetIds: this.workloadSubnetIds,
        cidr: args.cidr ?? networkDefaults.cidr,
        kubernetes: args.kubernetesTags ?? false,
      },
      { parent: this },
    );
  }

  private createFlowLogs(name: string, args: NetworkArgs): FlowLogs {
    const { flowLogRetentionDays: retentionDays = 30, logKeyArn, protect } = args;
    return new FlowLogs(name, { vpcId: this.vpcId, retentionDays, logKeyArn, protect }, { parent: this });
  }
}

/**
 * awsx has every public subnet assign public addresses to network interfaces, without an argument to disable it. Load
 * balancers and NAT gateways don't need it, and nothing else should get one by default (EC2.15).
 */
function withoutAutomaticPublicAddresses(
  resource: pulumi.ResourceTransformArgs,
): pulumi.ResourceTransformResult | undefined {
  return resource.type === "aws:ec2/subnet:Subnet"
    ? { props: { ...resource.props, mapPublicIpOnLaunch: false }, opts: resource.opts }
    : undefined;
}
