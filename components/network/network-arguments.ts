import type * as pulumi from "@pulumi/pulumi";
import { overlappingBlock, parseCidrBlock } from "../../facts/cidr-blocks";
import { type LogRetentionDays, logRetentionDays } from "../../facts/log-retention";
import { longestPrefix, reservedVpcRanges, vpcLimits } from "../../facts/vpc-limits";
import { mustBe, validateOneOf, validateWholeNumber } from "../invalid-arguments";

/** Arguments of `Network`. */
export interface NetworkArgs {
  /** IPv4 range of the VPC, /16 to /24. A change replaces the network. @default 10.0.0.0/16 */
  cidr?: string;
  /**
   * Number of availability zones, 2 to 6; a range of /23 has room for 4, one of /24 for 2. A load balancer requires two
   * (ELB.13). Another number adds or removes the last zones' subnets, and leaves the others as they are.
   * @default 2
   */
  availabilityZones?: number;
  /**
   * How private subnets reach the internet: by one NAT gateway, $33 a month and $0.045 per GB; by one per zone, so that no
   * zone depends on another; or not at all. With `none` workloads run in the public subnets with public addresses, $3.65 a
   * month each. The subnets are the same in each case.
   * @default single
   */
  nat?: Nat;
  /**
   * Whether interface endpoints carry the traffic to AWS services, instead of NAT gateway or internet: $7.30 a month per
   * endpoint and zone and $0.01 per GB. 5 endpoints, 9 with `kubernetesTags`: $73 and $131 in two zones.
   * @default false
   */
  endpoints?: boolean;
  /**
   * Whether the VPC has an IPv6 range of Amazon's, /56, and each public subnet a part of it, /64, with a route to the internet
   * gateway: what load balancers need that clients reach over IPv6. Private subnets have none. Free. Not with nat `none`. The
   * ranges stay when it is false again, since AWS takes none back that is in use.
   * @default false
   */
  ipv6?: boolean;
  /** Whether accepted and rejected connections are logged (EC2.6), $0.50 per GB. @default false */
  flowLogs?: boolean;
  /** Days that CloudWatch Logs keeps flow logs. @default 30 */
  flowLogRetentionDays?: LogRetentionDays;
  /** ARN of the KMS key that encrypts the log group of flow logs, such as that of a `LogKey`. @default a key of CloudWatch Logs */
  logKeyArn?: pulumi.Input<string>;
  /**
   * Whether Pulumi refuses to delete the flow logs. To remove them or to destroy the stack, set it to false and deploy first.
   * @default false
   */
  protect?: boolean;
  /** Whether the subnets are tagged for Kubernetes' load balancers, and EKS nodes get their endpoints. @default false */
  kubernetesTags?: boolean;
  /** An existing VPC, instead of a new one. Nothing is created in it; no other argument can be combined with it. @default none */
  existing?: ExistingNetwork;
}

/** Numbers of NAT gateways. */
export const nats = ["none", "single", "per-zone"] as const;

/** The number of NAT gateways. */
export type Nat = (typeof nats)[number];

/** An existing VPC. */
export interface ExistingNetwork {
  /** Id of the VPC. It must have DNS host names enabled. */
  vpcId: pulumi.Input<string>;
  /**
   * Ids of subnets with a route to an internet gateway, in at least two zones: the load balancer's.
   * @default none: services are internal
   */
  publicSubnetIds?: pulumi.Input<string>[];
  /**
   * Ids of subnets with a route to a NAT gateway, in at least two zones.
   * @default none: workloads run in the public subnets with public addresses, $3.65 a month each
   */
  privateSubnetIds?: pulumi.Input<string>[];
}

/** What a network has where nothing else is given. */
export const networkDefaults = { cidr: "10.0.0.0/16", availabilityZones: 2, nat: "single" } as const;

/** Validates the arguments of a network. */
export function validateNetwork(args: NetworkArgs): string[] {
  return args.existing ? validateExisting(args, args.existing) : validateOwn(args);
}

function validateExisting(
  args: NetworkArgs,
  { publicSubnetIds = [], privateSubnetIds = [] }: ExistingNetwork,
): string[] {
  const others = Object.entries(args).filter(
    ([argument, value]) =>
      value !== undefined && !["existing", "kubernetesTags", "logKeyArn"].includes(argument),
  );
  return [
    ...others.map(
      ([argument]) => `${argument} can't be combined with existing: nothing is created in an existing VPC`,
    ),
    ...(publicSubnetIds.length === 1
      ? [
          "existing.publicSubnetIds has 1 subnet: must have none or at least 2, in two zones, for a load balancer",
        ]
      : []),
    ...(privateSubnetIds.length === 1
      ? ["existing.privateSubnetIds has 1 subnet: must have none or at least 2, in two zones"]
      : []),
    ...(publicSubnetIds.length + privateSubnetIds.length === 0
      ? ["existing has no subnets: must have publicSubnetIds, privateSubnetIds or both"]
      : []),
  ];
}

function validateOwn(args: NetworkArgs): string[] {
  const { cidr = networkDefaults.cidr, availabilityZones = networkDefaults.availabilityZones } = args;
  const zones = validateWholeNumber("availabilityZones", availabilityZones, vpcLimits.availabilityZones);
  return [
    ...validateCidr(cidr, zones.length === 0 ? availabilityZones : undefined),
    ...zones,
    ...validateOneOf("nat", args.nat, nats),
    ...(args.ipv6 && args.nat === "none"
      ? [
          "ipv6 is true: must be false with nat none, where containers would get IPv6 addresses, to which no security group allows traffic",
        ]
      : []),
    ...validateOneOf("flowLogRetentionDays", args.flowLogRetentionDays, logRetentionDays),
  ];
}

/** @param zones Number of zones whose subnets have to fit; undefined if it is invalid. */
function validateCidr(cidr: string, zones = 0): string[] {
  const { min, max } = vpcLimits.prefixLength;
  const vpc = parseCidrBlock(cidr);
  if (vpc === undefined || vpc.prefixLength < min || vpc.prefixLength > max) {
    return [mustBe("cidr", cidr, `an IPv4 CIDR block from /${min} to /${max}, such as 10.0.0.0/16`)];
  }
  const reserved = overlappingBlock(cidr, reservedVpcRanges);
  if (reserved !== undefined) {
    return [mustBe("cidr", cidr, `outside of ${reserved}, which AWS reserves, such as 10.0.0.0/16`)];
  }
  return vpc.prefixLength <= longestPrefix(zones)
    ? []
    : [
        mustBe("cidr", cidr, `at most /${longestPrefix(zones)} with ${zones} zones`) +
          `, since load balancers require public subnets of /${vpcLimits.loadBalancerPrefixLength}`,
      ];
}
