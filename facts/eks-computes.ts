/** What pods of EKS run on: nodes of EKS Auto Mode, instances of managed node groups, or Fargate. */
export const eksComputes = ["auto", "managed", "fargate"] as const;

/** What pods of EKS run on. */
export type EksCompute = (typeof eksComputes)[number];
