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
