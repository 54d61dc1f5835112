/**
 * Ports of nodes that Kubernetes forwards to a Service, unless a cluster's owner has set another range.
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport (read 2026-11-22)
 */
export const nodePorts = { min: 30_000, max: 32_767 } as const;

/** Ranges that reach a node port: each is a rule of the nodes' security group, which has 60 by default. */
export const nodePortCidrs = { min: 1, max: 10 } as const;
