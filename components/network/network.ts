import * as aws from "@pulumi/aws";
import { Vpc } from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import { FlowLogs } from "./flow-logs";
import { InterfaceEndpoints } from "./interface-endpoints";
import { refuse } from "./refusals";
import { subnetMasks } from "./subnet-masks";

/** Arguments of {@link Network}. */
export interface NetworkArgs {
  /** IPv4 range of the VPC, /16 to /24. A change replaces the network. Default: 10.0.0.0/16. */
  cidr?: string;
  /** How many availability zones the subnets are spread over, 2–6. A load balancer needs two (ELB.13). Default: 2. */
  availabilityZones?: number;
  /**
   * How the private subnets reach the internet: by one NAT gateway, $33 a month and $0.045 for each GB; by one in each
   * zone, which a failing zone doesn't take with it; or not at all. With `none` workloads run in the public subnets
   * with public addresses, $3.65 a month each. The subnets are the same whatever is chosen. Default: single.
   */
  nat?: "none" | "single" | "per-zone";
  /**
   * Whether AWS's own services are reached by private endpoints instead of NAT gateway or internet. Each costs $7.30 a
   * month in each zone and $0.01 for each GB: 5 endpoints, 9 with `kubernetesTags`, $73 and $131 in two zones.
   * Default: false.
   */
  endpoints?: boolean;
  /** Whether accepted and rejected connections are logged (EC2.6). $0.50 for each GB. Default: false. */
  flowLogs?: boolean;
  /** Days that flow logs are kept; one of the values that CloudWatch Logs allows. Default: 30. */
  flowLogRetentionDays?: number;
  /** Whether the subnets are tagged for Kubernetes' load balancers, and its endpoints made. Default: false. */
  kubernetesTags?: boolean;
  /** A VPC that exists, instead of one of its own. Nothing is made in it, and no other argument may be given with it. */
  existing?: ExistingNetwork;
}

/** A VPC that exists, by its ids. */
export interface ExistingNetwork {
  /** The VPC. It needs DNS host names. */
  vpcId: pulumi.Input<string>;
  /** Subnets with a route to an internet gateway, in at least two zones: load balancers stand in them. */
  publicSubnetIds: pulumi.Input<string>[];
  /** Subnets with a route to a NAT gateway. Without any, workloads run in the public subnets with public addresses. */
  privateSubnetIds: pulumi.Input<string>[];
}

const kubernetesRoles = {
  public: { "kubernetes.io/role/elb": "1" },
  private: { "kubernetes.io/role/internal-elb": "1" },
};
const defaultCidr = "10.0.0.0/16";
const defaultZones = 2;
const natStrategies = { none: "None", single: "Single", "per-zone": "OnePerAz" } as const;

/**
 * The network that everything else stands in: a VPC with DNS host names, a public and a private subnet in each zone, NAT
 * gateways, a default security group that lets nothing through (EC2.2), and an endpoint that carries traffic to S3, and
 * with it the layers of every image that is pulled, past the NAT gateway for free. Flow logs and interface endpoints by
 * argument. Or a VPC that exists, in which nothing is made.
 *
 * Costs $33 a month with one NAT gateway, nothing with `nat: "none"`. us-east-1 list prices.
 *
 * @throws pulumi.RunError that lists every argument that is refused, before anything is registered.
 */
export class Network extends pulumi.ComponentResource {
  /** The VPC with its subnets, routes and gateways; none with `existing`. */
  public readonly vpc?: Vpc;
  /** Id of the VPC. */
  public readonly vpcId: pulumi.Output<string>;
  /** Ids of the subnets that load balancers stand in, one in each zone. */
  public readonly publicSubnetIds: pulumi.Output<string[]>;
  /** Ids of the subnets that the internet can't reach, one in each zone. */
  public readonly privateSubnetIds: pulumi.Output<string[]>;
  /** Ids of the subnets that containers run in: private ones, or public ones where only those reach the internet. */
  public readonly workloadSubnetIds: pulumi.Output<string[]>;
  /** Whether containers need a public address to reach the internet. */
  public readonly assignPublicIp: boolean;

  constructor(name: string, args: NetworkArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, args);
    super("aws-containers:network:Network", name, {}, opts);

    if (args.existing) {
      this.vpcId = pulumi.output(args.existing.vpcId);
      this.publicSubnetIds = pulumi.output(args.existing.publicSubnetIds);
      this.privateSubnetIds = pulumi.output(args.existing.privateSubnetIds);
      this.assignPublicIp = args.existing.privateSubnetIds.length === 0;
    } else {
      const vpc = this.ownVpc(name, args);
      this.closedDefaultSecurityGroup(name, vpc);
      this.objectStorageEndpoint(name, vpc);
      // What runs in a subnet needs its way out from the first second to the last: who uses the ids waits for the
      // routes, and is gone before they are.
      const routed = <T>(ids: pulumi.Output<T>) => pulumi.all([ids, vpc.routes]).apply(([value]) => value);
      this.vpc = vpc;
      this.vpcId = vpc.vpcId;
      this.publicSubnetIds = routed(vpc.publicSubnetIds);
      this.privateSubnetIds = routed(vpc.privateSubnetIds);
      this.assignPublicIp = args.nat === "none";
    }
    this.workloadSubnetIds = this.assignPublicIp ? this.publicSubnetIds : this.privateSubnetIds;
    if (args.endpoints) {
      this.interfaceEndpoints(name, args);
    }
    if (args.flowLogs) {
      this.flowLogs(name, args);
    }

    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      workloadSubnetIds: this.workloadSubnetIds,
      assignPublicIp: this.assignPublicIp,
    });
  }
  private ownVpc(name: string, args: NetworkArgs): Vpc {
    const cidr = args.cidr ?? defaultCidr;
    const zones = args.availabilityZones ?? defaultZones;
    const nat = args.nat ?? "single";
    const masks = subnetMasks(cidr, zones);
    return new Vpc(
      name,
      {
        cidrBlock: cidr,
        numberOfAvailabilityZones: zones,
        enableDnsHostnames: true,
        enableDnsSupport: true,
        natGateways: { strategy: natStrategies[nat] },
        subnetStrategy: "Auto",
        subnetSpecs: [
          {
            type: "Private",
            cidrMask: masks.private,
            tags: args.kubernetesTags ? kubernetesRoles.private : {},
          },
          { type: "Public", cidrMask: masks.public, tags: args.kubernetesTags ? kubernetesRoles.public : {} },
        ],
      },
      { parent: this, transforms: nat === "none" ? [] : [withoutAutomaticPublicAddresses] },
    );
  }

  /** Every VPC comes with a group whose members reach each other and the world. It can't be deleted, only emptied. */
  private closedDefaultSecurityGroup(name: string, vpc: Vpc): aws.ec2.DefaultSecurityGroup {
    return new aws.ec2.DefaultSecurityGroup(
      `${name}-default`,
      { vpcId: vpc.vpcId, ingress: [], egress: [] },
      { parent: this },
    );
  }

  /** The layers of an image in ECR come from S3. */
  private objectStorageEndpoint(name: string, vpc: Vpc): aws.ec2.VpcEndpoint {
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

  private interfaceEndpoints(name: string, args: NetworkArgs): InterfaceEndpoints {
    return new InterfaceEndpoints(
      name,
      {
        vpcId: this.vpcId,
        subnetIds: this.workloadSubnetIds,
        cidr: args.cidr ?? defaultCidr,
        kubernetes: args.kubernetesTags ?? false,
      },
      { parent: this },
    );
  }

  private flowLogs(name: string, args: NetworkArgs): FlowLogs {
    return new FlowLogs(
      name,
      { vpcId: this.vpcId, retentionDays: args.flowLogRetentionDays ?? 30 },
      { parent: this },
    );
  }
}

/**
 * awsx lets every public subnet give each network interface a public address, without an argument to say otherwise.
 * Load balancers and NAT gateways don't need it, and whatever else lands there shouldn't get one unasked (EC2.15).
 */
function withoutAutomaticPublicAddresses(
  resource: pulumi.ResourceTransformArgs,
): pulumi.ResourceTransformResult | undefined {
  return resource.type === "aws:ec2/subnet:Subnet"
    ? { props: { ...resource.props, mapPublicIpOnLaunch: false }, opts: resource.opts }
    : undefined;
}
