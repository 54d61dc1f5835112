/** What pods of EKS run on: nodes of EKS Auto Mode, or instances of managed node groups. */
export const eksComputes = ["auto", "managed"] as const;

/** What pods of EKS run on. */
export type EksCompute = (typeof eksComputes)[number];
