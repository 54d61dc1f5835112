/**
 * What ECR allows in a private registry.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html (read 2026-11-20)
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html (read 2026-11-20)
 */
export const ecrLimits = {
  /** `countNumber` of a lifecycle rule that counts images. */
  keptImages: { min: 1, max: 10_000 },
  /** `countNumber` of a lifecycle rule that counts days. */
  days: { min: 1, max: 3650 },
  /** Days in archive storage; AWS charges for at least 90. */
  archivedDays: { min: 90, max: 3650 },
  /** Filters of a scanning rule. */
  scanFilters: { min: 1, max: 100 },
  /** Destinations of a replication configuration. */
  replicationDestinations: { min: 1, max: 25 },
  /** Characters of a namespace: the prefix of a repository creation template. */
  namespaceLength: { min: 1, max: 30 },
} as const;
