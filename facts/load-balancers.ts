/**
 * Quotas of one load balancer, by what Service Quotas calls them: their names in DescribeAccountLimits, AWS's defaults, and whether
 * AWS raises them on request.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Limit.html (read 2026-11-22)
 */
export const loadBalancerQuotas = {
  /** Default actions aside. */
  rules: {
    name: "Rules per Application Load Balancer",
    limit: "rules-per-application-load-balancer",
    most: 100,
    isRaised: true,
  },
  targetGroups: {
    name: "Target Groups per Application Load Balancer",
    limit: "target-groups-per-application-load-balancer",
    most: 100,
    isRaised: false,
  },
  targets: {
    name: "Targets per Application Load Balancer",
    limit: "targets-per-application-load-balancer",
    most: 1000,
    isRaised: true,
  },
  networkListeners: {
    name: "Listeners per Network Load Balancer",
    limit: "listeners-per-network-load-balancer",
    most: 50,
    isRaised: true,
  },
} as const;

/** One of these quotas. */
export type LoadBalancerQuota = keyof typeof loadBalancerQuotas;

/** "Target Groups per Application Load Balancer". */
export const targetGroupsPerLoadBalancer = loadBalancerQuotas.targetGroups.most;

/**
 * Seconds of the idle timeout of an Application Load Balancer, `idle_timeout.timeout_seconds`.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html (read 2026-11-21)
 */
export const idleTimeoutSeconds = { min: 1, max: 4000 };

/** That of a load balancer which doesn't say it. @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html (read 2026-11-21) */
export const defaultIdleTimeoutSeconds = 60;
