/**
 * What pods of EKS run on: nodes of EKS Auto Mode, instances of managed node groups, or Fargate.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/eks-compute.html (read 2026-11-22)
 */
export const eksComputes = ["auto", "managed", "fargate"] as const;

/** What pods of EKS run on. */
export type EksCompute = (typeof eksComputes)[number];
