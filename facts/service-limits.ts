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
 */
export const serviceLimits = {
  port: { min: 1, max: 65535 },
  /** Seconds between health checks: a target group of an Application Load Balancer. */
  healthIntervalSeconds: { min: 5, max: 300 },
  /** Characters of a health check's path: a target group of an Application Load Balancer. */
  healthPathLength: { min: 1, max: 1024 },
  /** Tasks or pods of one service: "Tasks per service" is 5,000 on ECS; a HorizontalPodAutoscaler has no bound of its own. */
  replicas: { min: 1, max: 5000 },
  /** Target utilization of a scaling policy. */
  utilizationPercent: { min: 1, max: 100 },
  requestsPerTask: { min: 1, max: 10_000_000 },
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
