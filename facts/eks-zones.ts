/**
 * Ids of the zones in which EKS can't place a control plane's network interfaces. An entry stays even if EKS takes the zone one day:
 * the number of each later zone would change, and with it the zone of the next subnet that a stack creates.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html (read 2026-11-20)
 */
export const zonesWithoutEks = ["use1-az3", "usw1-az2", "cac1-az3"] as const;
