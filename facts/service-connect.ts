/**
 * What AWS recommends to add to a task for the proxy of Service Connect.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html (read 2026-11-21)
 */
export const serviceConnectProxy = {
  /** CPU units. */
  cpu: 256,
  /** MiB. */
  memory: 64,
} as const;

/**
 * TLS between the proxies of Service Connect. ECS issues each called service a certificate, which it keeps in a secret with a name of its
 * own, and another one every five days.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-tls.html (read 2026-11-22)
 */
export const serviceConnectTls = {
  /** Tags that AWS requires of the CA. */
  tags: { AmazonECSManaged: "true" },
  /** What the names of the secrets begin with. */
  secretPrefix: "ecs-sc!",
  /** Who owns them. */
  owningService: "ecs-sc",
  rotationDays: 5,
} as const;

/**
 * Ports that a proxy with TLS listens on in place of that of a public service, which is the load balancer's: it speaks no TLS to tasks.
 * The first that no container of the task listens on is taken.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html, ingressPortOverride (read 2026-11-22)
 */
export const proxyPorts = { first: 20_443 } as const;
