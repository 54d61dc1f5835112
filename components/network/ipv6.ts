import * as aws from "@pulumi/aws";
import type { Vpc } from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";

/** What the VPC and its subnets of each type say of IPv6: public ones alone have a range. */
export const ipv6Ranges = {
  vpc: { assignGeneratedIpv6CidrBlock: true },
  private: { assignIpv6AddressOnCreation: false },
  public: { assignIpv6AddressOnCreation: true },
};

/**
 * A transform of an awsx VPC with IPv6. A subnet has a range there only if every network interface in it gets an address of that
 * range, too. Load balancers take theirs by themselves, and nothing else in a public subnet should be reached over IPv6.
 */
export function withoutAutomaticIpv6Addresses(
  resource: pulumi.ResourceTransformArgs,
): pulumi.ResourceTransformResult | undefined {
  return resource.type === "aws:ec2/subnet:Subnet"
    ? { props: { ...resource.props, assignIpv6AddressOnCreation: false }, opts: resource.opts }
    : undefined;
}

/**
 * A transform of an awsx VPC without IPv6, which keeps the ranges of one that had it: the VPC would be updated before its
 * subnets and the load balancers in them, and AWS takes no range back that is in use.
 */
export function keepIpv6Ranges({
  type,
  props,
  opts,
}: pulumi.ResourceTransformArgs): pulumi.ResourceTransformResult | undefined {
  const kept = {
    "aws:ec2/vpc:Vpc": ["assignGeneratedIpv6CidrBlock"],
    "aws:ec2/subnet:Subnet": ["ipv6CidrBlock", "assignIpv6AddressOnCreation"],
  }[type];
  return kept && { props, opts: pulumi.mergeOptions(opts, { ignoreChanges: kept }) };
}

/**
 * Creates the routes of public subnets for IPv6: awsx has only those for IPv4.
 *
 * @param zones Number of the subnets.
 */
export function createIpv6Routes(
  name: string,
  vpc: Vpc,
  zones: number,
  options: pulumi.CustomResourceOptions,
) {
  const tables = vpc.routeTables.apply((all) => pulumi.all(all.map(({ urn, id }) => ({ urn, id }))));
  const gatewayId = vpc.internetGateway.apply(({ id }) => id);
  for (let zone = 1; zone <= zones; zone++) {
    const subnet = `${name}-public-${zone}`;
    new aws.ec2.Route(
      `${subnet}-ipv6`,
      {
        // A subnet's table has its name.
        routeTableId: tables.apply((all) => all.find(({ urn }) => urn.endsWith(`::${subnet}`))?.id ?? ""),
        destinationIpv6CidrBlock: "::/0",
        gatewayId,
      },
      options,
    );
  }
}
