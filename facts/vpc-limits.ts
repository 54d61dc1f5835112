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
  /**
   * Longest prefix of a subnet with a load balancer.
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#availability-zones (read 2026-11-20)
   */
  loadBalancerPrefixLength: 27,
} as const satisfies Readonly<Record<string, Bounds | number>>;

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
