/**
 * Quotas of an account in a region that a first deployment can meet, by the codes of Service Quotas. New accounts can have less than the
 * defaults.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/general/latest/gr/ecs-service.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/general/latest/gr/eks.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/general/latest/gr/elb.html (read 2026-11-21)
 */
export const serviceQuotas = {
  elasticIps: { service: "ec2", code: "L-0263D0A3", name: "Elastic IP addresses" },
  vpcs: { service: "vpc", code: "L-F678F1CE", name: "VPCs" },
  natGateways: { service: "vpc", code: "L-FE5A380F", name: "NAT gateways in a zone" },
  fargateCpus: { service: "fargate", code: "L-3032A538", name: "Fargate On-Demand vCPU" },
  fargateSpotCpus: { service: "fargate", code: "L-36FBB829", name: "Fargate Spot vCPU" },
  eksClusters: { service: "eks", code: "L-1194D53C", name: "EKS clusters" },
  applicationLoadBalancers: {
    service: "elasticloadbalancing",
    code: "L-53DA6B97",
    name: "Application Load Balancers",
  },
  networkLoadBalancers: {
    service: "elasticloadbalancing",
    code: "L-69A177A2",
    name: "Network Load Balancers",
  },
  securityGroupRules: {
    service: "vpc",
    code: "L-0EA8095F",
    name: "Inbound or outbound rules per security group",
  },
} as const;

/** One of these quotas. */
export type ServiceQuota = keyof typeof serviceQuotas;

/**
 * Roles that AWS's services assume in an account, by the service that has to be named to create one.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html (read 2026-11-21)
 */
export const serviceLinkedRoles = {
  "ecs.amazonaws.com": "AWSServiceRoleForECS",
  "elasticloadbalancing.amazonaws.com": "AWSServiceRoleForElasticLoadBalancing",
  "ecs.application-autoscaling.amazonaws.com": "AWSServiceRoleForApplicationAutoScaling_ECSService",
  "eks.amazonaws.com": "AWSServiceRoleForAmazonEKS",
  "spot.amazonaws.com": "AWSServiceRoleForEC2Spot",
  "rds.amazonaws.com": "AWSServiceRoleForRDS",
} as const;

/** A service that has such a role. */
export type LinkedService = keyof typeof serviceLinkedRoles;
