import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link InterfaceEndpoints}. */
export interface InterfaceEndpointsArgs {
  /** The VPC that the endpoints are for. */
  vpcId: pulumi.Input<string>;
  /** Subnets that they stand in, one in each zone. */
  subnetIds: pulumi.Input<string[]>;
  /** Range of the VPC: only from there they are reached. */
  cidr: string;
  /** Whether those that Kubernetes nodes need are made too. */
  kubernetes: boolean;
}

/** Pulling an image and writing its logs, credentials for roles, and ECS Exec (ssmmessages). */
const containerServices = ["ecr.api", "ecr.dkr", "logs", "sts", "ssmmessages"];

/**
 * What nodes of EKS ask besides.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
 */
const kubernetesServices = ["ec2", "eks", "eks-auth", "elasticloadbalancing"];

/**
 * Private endpoints for the AWS services that containers need, so that this traffic neither leaves AWS's network nor
 * costs NAT processing. They answer under the services' public names.
 *
 * Costs $7.30 a month for each endpoint in each zone: $73 for the 5 in two zones, $131 for the 9 with Kubernetes.
 */
export class InterfaceEndpoints extends pulumi.ComponentResource {
  /** The endpoints, by service. */
  public readonly endpoints: Readonly<Record<string, aws.ec2.VpcEndpoint>>;
  /** The group that all of them are in. */
  public readonly securityGroup: aws.ec2.SecurityGroup;

  constructor(name: string, args: InterfaceEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:network:InterfaceEndpoints", name, {}, opts);

    const services = args.kubernetes ? [...containerServices, ...kubernetesServices] : containerServices;
    const { region } = aws.getRegionOutput({}, { parent: this });
    this.securityGroup = this.reachableFromInside(name, args);
    this.endpoints = Object.fromEntries(
      services.map((service) => [service, this.endpoint(name, service, region, args)]),
    );

    this.registerOutputs({ securityGroupId: this.securityGroup.id });
  }

  private reachableFromInside(name: string, args: InterfaceEndpointsArgs): aws.ec2.SecurityGroup {
    return new aws.ec2.SecurityGroup(
      `${name}-endpoints`,
      {
        description: "Endpoints of AWS services, reached over TLS from the VPC alone",
        vpcId: args.vpcId,
        ingress: [
          {
            description: "TLS from the VPC",
            protocol: "tcp",
            fromPort: 443,
            toPort: 443,
            cidrBlocks: [args.cidr],
          },
        ],
        egress: [],
      },
      { parent: this },
    );
  }

  private endpoint(
    name: string,
    service: string,
    region: pulumi.Output<string>,
    args: InterfaceEndpointsArgs,
  ): aws.ec2.VpcEndpoint {
    return new aws.ec2.VpcEndpoint(
      `${name}-${service.replace(".", "-")}`,
      {
        vpcId: args.vpcId,
        vpcEndpointType: "Interface",
        serviceName: pulumi.interpolate`com.amazonaws.${region}.${service}`,
        privateDnsEnabled: true,
        subnetIds: args.subnetIds,
        securityGroupIds: [this.securityGroup.id],
      },
      { parent: this },
    );
  }
}
