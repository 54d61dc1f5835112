/**
 * "Listeners per Network Load Balancer", which AWS raises on request.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html (read 2026-11-21)
 */
export const listenersPerNetworkLoadBalancer = 50;
