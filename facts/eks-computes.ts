/** What pods of EKS run on: nodes of EKS Auto Mode. */
export const eksComputes = ["auto"] as const;

/** What pods of EKS run on. */
export type EksCompute = (typeof eksComputes)[number];
