/**
 * DNS names of services, by AWS Cloud Map. ECS adds the address of a task that starts, and removes that of one that stops; a client
 * gets up to eight of them.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html (read 2026-11-22)
 * @see https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsConfig.html (read 2026-11-22)
 */
export const serviceDiscovery = {
  /** For which resolvers keep the addresses. */
  ttlSeconds: 10,
} as const;
