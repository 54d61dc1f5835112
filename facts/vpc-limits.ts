import type { Bounds } from "./service-limits";

/**
 * Sizes of networks.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html (read 2026-11-20)
 */
export const vpcLimits = {
  /** Prefix length of this template's VPCs: AWS allows down to /28, but subnets of two zones don't fit into less than /24. */
  prefixLength: { min: 16, max: 24 },
  /** Availability zones: a load balancer requires two; no region has more than six. */
  availabilityZones: { min: 2, max: 6 },
  /** Zones that the nodes of a cluster that is there already are in. */
  nodeZones: { min: 1, max: 6 },
  /**
   * Longest prefix of a subnet with a load balancer.
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#availability-zones (read 2026-11-20)
   */
  loadBalancerPrefixLength: 27,
} as const satisfies Readonly<Record<string, Bounds | number>>;

const { min: largest, max: smallest } = vpcLimits.prefixLength;
const prefixLengths = Array.from({ length: smallest - largest + 1 }, (_, index) => largest + index);

/** The form of a VPC's IPv4 range: of the size that it can have, whatever its addresses. */
export const vpcCidrForm = new RegExp(`^\\d{1,3}(\\.\\d{1,3}){3}/(${prefixLengths.join("|")})$`);

/**
 * Ranges that no VPC can have: this network, loopback, link-local, multicast and above.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html (read 2026-11-20)
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry (read 2026-11-20)
 */
export const reservedVpcRanges = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"] as const;

/**
 * Inbound rules of a security group, and outbound ones, counted apart for IPv4 and IPv6; one that names a prefix list counts as many as
 * that has room for. AWS raises the quota: see `serviceQuotas`.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups (read 2026-11-22)
 */
export const rulesPerSecurityGroup = 60;

/** The longest prefix of a VPC in which a quarter of each zone's block is large enough for a load balancer. */
export function longestPrefix(zones: number): number {
  return vpcLimits.loadBalancerPrefixLength - 2 - Math.ceil(Math.log2(Math.max(1, zones)));
}

/**
 * Interface endpoints that containers need: to pull images from ECR and write logs, for role credentials and ECS Exec.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html (read 2026-11-20)
 */
export const containerEndpoints = ["ecr.api", "ecr.dkr", "logs", "sts", "ssmmessages"] as const;

/**
 * Interface endpoints that EKS nodes need besides.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html (read 2026-11-20)
 */
export const kubernetesEndpoints = ["ec2", "eks", "eks-auth", "elasticloadbalancing"] as const;
