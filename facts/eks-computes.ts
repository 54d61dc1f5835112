/**
 * What pods of EKS run on: nodes of EKS Auto Mode, instances of managed node groups, those of Auto Scaling groups of the stack's own, or
 * Fargate.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/eks-compute.html (read 2026-11-22)
 */
export const eksComputes = ["auto", "managed", "self-managed", "fargate"] as const;

/** What pods of EKS run on. */
export type EksCompute = (typeof eksComputes)[number];

/** Computes whose nodes are instances of node groups. */
const withNodeGroups: readonly EksCompute[] = ["managed", "self-managed"];

/** Whether pods run on instances of node groups, managed ones or the stack's own. */
export function hasNodeGroups(compute: EksCompute | undefined): compute is "managed" | "self-managed" {
  return compute !== undefined && withNodeGroups.includes(compute);
}
