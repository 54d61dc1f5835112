/**
 * "Target Groups per Application Load Balancer", which AWS doesn't raise.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html (read 2026-11-20)
 */
export const targetGroupsPerLoadBalancer = 100;

/**
 * Seconds of the idle timeout of an Application Load Balancer, `idle_timeout.timeout_seconds`.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html (read 2026-11-21)
 */
export const idleTimeoutSeconds = { min: 1, max: 4000 };

/** That of a load balancer which doesn't say it. @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html (read 2026-11-21) */
export const defaultIdleTimeoutSeconds = 60;
