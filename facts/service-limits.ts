/** The least and the most that a number may be. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/**
 * What every platform allows in the description of a service; a platform may allow less, never more.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html (read 2026-11-20)
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html (read 2026-11-20)
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html (read 2026-11-20)
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html (read 2026-11-20)
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html (read 2026-11-21)
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups (read 2026-11-21)
 */
export const serviceLimits = {
  port: { min: 1, max: 65535 },
  /** Seconds between health checks: a target group of an Application Load Balancer. */
  healthIntervalSeconds: { min: 5, max: 300 },
  /** Failed health checks after which a replica receives no more requests: a target group of an Application Load Balancer. */
  unhealthyThreshold: { min: 2, max: 10 },
  /** Seconds for a new replica to start listening before failed checks count; more is an error. */
  healthGraceSeconds: { min: 0, max: 7200 },
  /** Seconds that a deregistering target may drain. */
  drainSeconds: { min: 0, max: 3600 },
  /** Seconds between SIGTERM and SIGKILL: at least 2 for a container on ECS. */
  stopSeconds: { min: 2, max: 3600 },
  minimumHealthyPercent: { min: 0, max: 100 },
  maximumPercent: { min: 100, max: 200 },
  /** Rules of egress: a security group has 60 outbound rules. */
  egressRules: { min: 0, max: 50 },
  /** Characters of a health check's path: a target group of an Application Load Balancer. */
  healthPathLength: { min: 1, max: 1024 },
  /** Tasks or pods of one service: "Tasks per service" is 5,000 on ECS; a HorizontalPodAutoscaler has no bound of its own. */
  replicas: { min: 1, max: 5000 },
  /** Target utilization of a scaling policy. */
  utilizationPercent: { min: 1, max: 100 },
  requestsPerTask: { min: 1, max: 10_000_000 },
  /** Messages of a queue for one task; more are an error. */
  messagesPerTask: { min: 1, max: 100_000 },
  /** `base` of a capacity provider strategy: 0 to 100,000 in its API; never more than there are tasks. */
  capacityBase: { min: 0, max: 5000 },
  /** `weight` of a capacity provider strategy. */
  capacityWeight: { min: 0, max: 1000 },
  /** Priority of a listener rule. */
  routePriority: { min: 1, max: 50_000 },
  /** Characters of a path pattern in a listener rule. */
  routePathLength: { min: 1, max: 128 },
  routeHostLength: { min: 1, max: 128 },
} as const satisfies Readonly<Record<string, Bounds>>;
