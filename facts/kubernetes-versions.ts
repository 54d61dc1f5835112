/**
 * Kubernetes versions that EKS offers, with the day on which their standard support ends; a cluster costs six times as
 * much afterwards. A version without a day is in standard support, and AWS has not announced its end.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html (read 2026-11-20)
 */
export const endOfStandardSupport = {
  "1.31": "2025-11-26",
  "1.32": "2026-03-23",
  "1.33": "2026-07-29",
  "1.34": "2026-12-02",
  "1.35": "2027-03-27",
  "1.36": undefined,
} as const satisfies Readonly<Record<string, string | undefined>>;

/** The versions that a new cluster may have: those whose standard support lasts for some months yet. */
export const supportedKubernetesVersions = ["1.35", "1.36"] as const satisfies readonly KubernetesVersion[];

/** The version that a cluster gets where none is given. */
export const defaultKubernetesVersion = "1.35" satisfies KubernetesVersion;

/** A version that EKS offers. */
export type KubernetesVersion = keyof typeof endOfStandardSupport;

/** A version that a new cluster may have. */
export type SupportedKubernetesVersion = (typeof supportedKubernetesVersions)[number];
