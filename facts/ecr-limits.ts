import type { Bounds } from "./service-limits";

/** Days of ten years: no retention in this template is longer. */
const tenYears = 3650;

/**
 * What ECR allows in lifecycle policies, names and settings of a registry.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html (read 2026-11-20)
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html (read 2026-11-20)
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepositoryCreationTemplate.html (read 2026-11-20)
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html (read 2026-11-20)
 */
export const ecrLimits = {
  /** `countNumber` of `imageCountMoreThan`. */
  keepImages: { min: 1, max: 10_000 },
  /** `countNumber` in days. */
  expireAfterDays: { min: 1, max: tenYears },
  archiveAfterDays: { min: 1, max: tenYears },
  /** Archived images are charged for 90 days at least. */
  expireArchivedAfterDays: { min: 90, max: tenYears },
  expireUntaggedAfterDays: { min: 1, max: tenYears },
  /** Characters of a tag. */
  tagLength: { min: 1, max: 128 },
  /** Wildcards in a pattern of `tagPatternList`. */
  tagPatternWildcards: { min: 0, max: 4 },
  /** Characters of a repository creation template's prefix. */
  namespaceLength: { min: 1, max: 30 },
  /** Repository filters of a scanning rule. */
  scanFilters: { min: 1, max: 100 },
  /** Characters of a repository policy. */
  repositoryPolicyLength: { min: 0, max: 10_240 },
  /** Accounts and organizations that a repository policy of this template can name within `repositoryPolicyLength`. */
  pullAccounts: { min: 1, max: 100 },
  pullOrganizations: { min: 1, max: 10 },
  /** Destinations of all replication rules. */
  replicationDestinations: { min: 0, max: 25 },
} as const satisfies Readonly<Record<string, Bounds>>;

/** A repository's name or its namespace: lowercase letters and digits, single . _ - / between them. */
export const repositoryName = /^[a-z0-9]+(?:[._/-][a-z0-9]+)*$/;

/** A prefix of repositories' names. */
export const registryNamespace = new RegExp(
  `^(?=.{1,${ecrLimits.namespaceLength.max}}$)${repositoryName.source.slice(1)}`,
);

/** A filter of enhanced scanning: part of a repository's name, with * for any characters. */
export const scanFilter = /^[a-z0-9*]+(?:[._/-][a-z0-9*]+)*$/;

/** A pattern of `tagPatternList` in a lifecycle policy: a tag with wildcards, other than those of every tag. */
export const tagPattern = new RegExp(
  `^(?!\\*+$)(?=[A-Za-z0-9_.-]*(\\*[A-Za-z0-9_.-]*){0,${ecrLimits.tagPatternWildcards.max}}$)[A-Za-z0-9_.*-]{1,${ecrLimits.tagLength.max}}$`,
);

/** A tag of an image. */
export const imageTag = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

/**
 * What the Amazon ECR Public Gallery shows of a repository: characters of its texts, and the words that it knows.
 * @see https://docs.aws.amazon.com/AmazonECRPublic/latest/APIReference/API_RepositoryCatalogDataInput.html (read 2026-11-22)
 */
export const publicCatalog = {
  descriptionLength: 1024,
  aboutLength: 25_600,
  usageLength: 25_600,
  architectures: ["ARM", "ARM 64", "x86", "x86-64"],
  operatingSystems: ["Linux", "Windows"],
} as const;
