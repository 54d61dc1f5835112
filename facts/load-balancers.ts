/**
 * "Target Groups per Application Load Balancer", which AWS doesn't raise.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html (read 2026-11-20)
 */
export const targetGroupsPerLoadBalancer = 100;
