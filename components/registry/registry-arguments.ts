import type * as pulumi from "@pulumi/pulumi";
import type { publicCatalog } from "../../facts/ecr-limits";
import type { UpstreamRegistry } from "../../facts/upstream-registries";
import type { Retention } from "./lifecycle";
import type { PullAccess } from "./pull-access";

/** Arguments of `Registry`. */
export interface RegistryArgs extends Retention, PullAccess {
  /**
   * Names of the private repositories: lowercase letters, digits and inner hyphens, at most 200 characters.
   * @default none
   */
  repositories?: string[];
  /**
   * Prefix of the repositories' names, up to a slash, such as acme/shop; the rest is then the name as given. A change
   * replaces the repositories.
   * @default none, and each name ends with a suffix of Pulumi's
   */
  namespace?: string;
  /**
   * Vulnerability scanning (ECR.1): basic, of operating system packages on push, free; enhanced, by Amazon Inspector, of the
   * application's packages too, charged (see `RegistryScanning`); or off.
   * @default basic
   */
  scanning?: Scanning;
  /** When enhanced scanning scans. @default on-push */
  scanFrequency?: ScanFrequency;
  /** The repositories that enhanced scanning scans, by name with *. @default *, all of the account's in the region */
  scanFilters?: string[];
  /**
   * Whether this stack manages what ECR has once per account and region: enhanced scanning, replication and permissions for
   * it. If two stacks do, the last deployment wins, and the first destroy removes it.
   * @default false; enhanced scanning is then what another stack has configured
   */
  manageRegistrySettings?: boolean;
  /**
   * Regions, or account/region, that images are replicated to (see `Replication`). Requires `namespace` and
   * `manageRegistrySettings`. $0.10 per GB-month in each.
   * @default none
   */
  replicateTo?: string[];
  /**
   * Other accounts that may replicate images to this registry (see `ReplicationPermissions`). Requires
   * `manageRegistrySettings`.
   * @default none
   */
  allowReplicationFrom?: ReplicationSources;
  /** Pull-through caches, by upstream (see `PullThroughCache`). @default none */
  caches?: Partial<Record<UpstreamRegistry, { credentialsArn?: pulumi.Input<string> }>>;
  /** Public repositories, by name (see `PublicRepository`). @default none */
  publicRepositories?: Record<string, CatalogData>;
  /** Stacks, as organization/project/stack, that images were promoted to: what they run never expires. @default none */
  promotedTo?: string[];
  /**
   * Encryption at rest: aes256, free, or kms, a key of the registry's own that is rotated every year, $1 a month and $1 more
   * for each of the first two rotations. A change replaces the repositories.
   * @default aes256
   */
  encryption?: Encryption;
  /** Whether repositories are deleted even if they contain images. @default false */
  forceDelete?: boolean;
  /** Whether Pulumi refuses to delete repositories and key. @default false */
  protect?: boolean;
}

/** Modes of vulnerability scanning. */
export const scannings = ["basic", "enhanced", "off"] as const;

/** A mode of vulnerability scanning. */
export type Scanning = (typeof scannings)[number];

/** When enhanced scanning scans. */
export const scanFrequencies = ["on-push", "continuous"] as const;

/** When enhanced scanning scans: on push, or whenever a vulnerability is published too. */
export type ScanFrequency = (typeof scanFrequencies)[number];

/** Kinds of encryption at rest. */
export const encryptions = ["aes256", "kms"] as const;

/** A kind of encryption at rest. */
export type Encryption = (typeof encryptions)[number];

/** Accounts that may replicate images to a registry, and where. */
export interface ReplicationSources {
  /** AWS accounts, 12 digits each. */
  accounts: string[];
  /** Prefixes of the repositories' names there, up to a slash. */
  namespaces: string[];
}

/** What the Amazon ECR Public Gallery shows of a repository. */
export interface CatalogData {
  /** One line, shown in searches, at most 1024 characters. @default none */
  description?: string;
  /** What the images contain, as Markdown. @default none */
  about?: string;
  /** How to use them, as Markdown. @default none */
  usage?: string;
  /** CPU architectures of the images. @default none */
  architectures?: (typeof publicCatalog.architectures)[number][];
  /** Operating systems of the images. @default Linux */
  operatingSystems?: (typeof publicCatalog.operatingSystems)[number][];
}
