import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { containerEndpoints, kubernetesEndpoints } from "../../facts/vpc-limits";
import type { InterfaceEndpointsArgs } from "./interface-endpoints-arguments";

/**
 * Interface endpoints for the AWS services that containers need, so that this traffic stays in AWS's network and costs no NAT
 * processing. With private DNS: the services' public names resolve to them.
 *
 * Costs $7.30 a month per endpoint and zone: $73 for the 5 in two zones, $131 for the 9 with Kubernetes.
 */
export class InterfaceEndpoints extends pulumi.ComponentResource {
  /** The endpoints, by service. */
  public readonly endpoints: Readonly<Record<string, aws.ec2.VpcEndpoint>>;
  /** The security group of all of them. */
  public readonly securityGroup: aws.ec2.SecurityGroup;

  constructor(name: string, args: InterfaceEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:network:InterfaceEndpoints", name, {}, opts);

    const services = args.kubernetes ? [...containerEndpoints, ...kubernetesEndpoints] : containerEndpoints;
    const { region } = aws.getRegionOutput({}, { parent: this });
    this.securityGroup = this.createSecurityGroup(name, args);
    this.endpoints = Object.fromEntries(
      services.map((service) => [service, this.createEndpoint(name, service, region, args)]),
    );

    this.registerOutputs({ securityGroupId: this.securityGroup.id });
  }

  private createSecurityGroup(name: string, args: InterfaceEndpointsArgs): aws.ec2.SecurityGroup {
    return new aws.ec2.SecurityGroup(
      `${name}-endpoints`,
      {
        description: "Interface endpoints: TLS from the VPC only",
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

  private createEndpoint(
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
