import * as pulumi from "@pulumi/pulumi";
import { mistakesInRetention, type Retention } from "./lifecycle";
import type { CatalogData } from "./public-repository";
import { mistakesInPullAccess, type PullAccess } from "./pull-access";
import { type Upstream, upstreamNames, upstreams } from "./pull-through-cache";
import type { Received } from "./received-copies";
import type { ScanFrequency } from "./registry-scanning";
import { destinationOf } from "./replication";

/** Arguments of a `Registry`. */
export interface RegistryArgs extends Retention, PullAccess {
  /** One private repository is made for each of these names: lower-case letters, digits and inner hyphens. May be empty. */
  repositories: string[];
  /**
   * What the names of the repositories begin with, up to a slash, such as acme/shop; the rest is then what they were
   * asked for. A change replaces the repositories. Default: none, and each name ends with characters of Pulumi's.
   */
  namespace?: string;
  /**
   * Whether and how images are scanned for known vulnerabilities (ECR.1): basic looks at the operating system's packages
   * when an image is pushed, and is free; enhanced, by Amazon Inspector, also at the application's, and is paid for (see
   * `RegistryScanning`). Default: basic.
   */
  scanning?: "basic" | "enhanced" | "off";
  /** When enhanced scanning scans: on-push, or continuous. Default: on-push. */
  scanFrequency?: ScanFrequency;
  /** The repositories that enhanced scanning scans, by name with *. Default: *, all of the account's in the region. */
  scanFilters?: string[];
  /**
   * Whether this stack sets what ECR has once in each account and region: enhanced scanning and replication. Of two stacks
   * that do, the last to deploy wins, and the first to go takes it away. Default: false; enhanced scanning is then what
   * another stack has set.
   */
  ownsAccountSettings?: boolean;
  /**
   * Regions, or account/region, that images are copied to (see `Replication`). Needs `namespace` and
   * `ownsAccountSettings`. Default: none.
   */
  replicateTo?: string[];
  /** Copies that other accounts may make here (see `ReceivedCopies`). Needs `ownsAccountSettings`. Default: none. */
  receive?: Received;
  /** Caches of public registries (see `PullThroughCache`). Default: none. */
  caches?: Partial<Record<Upstream, { credentialsArn?: pulumi.Input<string> }>>;
  /** Public repositories, by name (see `PublicRepository`). Default: none. */
  publicRepositories?: Record<string, CatalogData>;
  /** Stacks, as organization/project/stack, that run images of these repositories: what they run never expires. Default: none. */
  promotedTo?: string[];
  /**
   * What encrypts the images at rest: ECR's own AES-256, free, or a KMS key of the registry's own that rotates every
   * year, $1 a month and $1 more for each of its first two rotations. A change replaces the repositories.
   * Default: aes256.
   */
  encryption?: "aes256" | "kms";
  /** Whether repositories are deleted even if they hold images. Default: false. */
  forceDelete?: boolean;
  /** Whether Pulumi refuses to delete repositories and key. Default: false. */
  protect?: boolean;
}

const scannings: readonly unknown[] = ["basic", "enhanced", "off"];
const frequencies: readonly unknown[] = ["on-push", "continuous"];
const encryptions: readonly unknown[] = ["aes256", "kms"];

/** @throws pulumi.RunError that lists every argument that is refused. */
export function refuse(name: string, args: RegistryArgs): void {
  const refusals = [
    ...mistakesInNames(args),
    ...mistakesInScanning(args),
    ...mistakesInProtection(args),
    ...mistakesInReplication(args),
    ...mistakesInReceived(args),
    ...mistakesInCaches(args),
    ...mistakesInRetention(args),
    ...mistakesInPullAccess(args),
    ...(args.promotedTo ?? [])
      .filter((stack) => stack.split("/").length !== 3)
      .map((stack) => `promotedTo: "${stack}" is not organization/project/stack`),
  ];
  if (refusals.length > 0) {
    throw new pulumi.RunError([`Registry "${name}" is refused:`, ...refusals].join("\n  - "));
  }
}

function mistakesInNames({ repositories, namespace, publicRepositories = {} }: RegistryArgs): string[] {
  const twice = new Set(repositories.filter((it, index, all) => all.indexOf(it) !== index));
  return [
    ...repositories
      // Pulumi adds 8 characters to the name and the registry's own stands before it: ECR allows 256.
      .filter((it) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(it) || it.length > 200)
      .map(
        (it) =>
          `repositories: "${it}" is not a name that ECR takes: lower-case letters, digits and inner hyphens, at most 200`,
      ),
    ...[...twice].map((it) => `repositories: "${it}" is there twice`),
    ...(namespace === undefined ? [] : mistakesInNamespace("namespace", namespace)),
    ...Object.keys(publicRepositories)
      .filter((it) => !/^[a-z0-9]+([._/-][a-z0-9]+)*$/.test(it) || it.length < 2)
      .map(
        (it) =>
          `publicRepositories: "${it}" is not a name that ECR takes: lower-case letters, digits and inner . _ - /, from 2 characters`,
      ),
  ];
}

function mistakesInScanning(args: RegistryArgs): string[] {
  const { scanning, scanFrequency, scanFilters, ownsAccountSettings } = args;
  const mistakes: string[] = [];
  if (scanning !== undefined && !scannings.includes(scanning)) {
    mistakes.push(`scanning: "${scanning}" is not one of ${scannings.join(", ")}`);
  }
  if (scanFrequency !== undefined && !frequencies.includes(scanFrequency)) {
    mistakes.push(`scanFrequency: "${scanFrequency}" is not one of ${frequencies.join(", ")}`);
  }
  for (const [argument, value] of Object.entries({ scanFrequency, scanFilters })) {
    if (value !== undefined && !(scanning === "enhanced" && ownsAccountSettings)) {
      mistakes.push(`${argument}: needs scanning enhanced and ownsAccountSettings`);
    }
  }
  // ECR takes 100 filters in a rule.
  if (scanFilters !== undefined && (scanFilters.length < 1 || scanFilters.length > 100)) {
    mistakes.push(`scanFilters: ${scanFilters.length} filters are not 1–100`);
  }
  for (const filter of scanFilters ?? []) {
    if (!/^[a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*$/.test(filter)) {
      mistakes.push(`scanFilters: "${filter}" is not part of a repository's name, with * for any characters`);
    }
  }
  return mistakes;
}

function mistakesInProtection({ encryption, forceDelete, protect }: RegistryArgs): string[] {
  return [
    ...(encryption === undefined || encryptions.includes(encryption)
      ? []
      : [`encryption: "${encryption}" is not one of ${encryptions.join(", ")}`]),
    ...(forceDelete && protect
      ? ["protect: can't go with forceDelete: a protected repository is never deleted with its images"]
      : []),
  ];
}

function mistakesInReplication({ replicateTo = [], namespace, ownsAccountSettings }: RegistryArgs): string[] {
  const mistakes = replicateTo
    .filter((text) => destinationOf(text) === undefined)
    .map((text) => `replicateTo: "${text}" is neither a region nor account/region`);
  for (const text of new Set(replicateTo.filter((it, index, all) => all.indexOf(it) !== index))) {
    mistakes.push(`replicateTo: "${text}" is there twice`);
  }
  if (replicateTo.length > 25) {
    mistakes.push(`replicateTo: ${replicateTo.length} destinations are more than the 25 that ECR takes`);
  }
  if (replicateTo.length > 0 && namespace === undefined) {
    mistakes.push(
      "replicateTo: needs namespace: in the destinations, ECR finds the settings of copies by it",
    );
  }
  if (replicateTo.length > 0 && !ownsAccountSettings) {
    mistakes.push(
      "replicateTo: needs ownsAccountSettings: ECR has one replication configuration in a region",
    );
  }
  return mistakes;
}

function mistakesInReceived({ receive, ownsAccountSettings }: RegistryArgs): string[] {
  if (receive === undefined) {
    return [];
  }
  const { accounts, namespaces } = receive;
  return [
    ...(ownsAccountSettings
      ? []
      : ["receive: needs ownsAccountSettings: ECR has one policy of the registry in a region"]),
    ...(accounts.length > 0 && namespaces.length > 0
      ? []
      : ["receive: needs at least one account and one namespace"]),
    ...accounts
      .filter((account) => !/^\d{12}$/.test(account))
      .map((account) => `receive.accounts: "${account}" is not the 12 digits of an AWS account`),
    ...namespaces.flatMap((namespace) => mistakesInNamespace("receive.namespaces", namespace)),
    // Resources are named for them, with hyphens for slashes.
    ...namespaces
      .filter((one, index) => namespaces.findIndex((it) => named(it) === named(one)) !== index)
      .map((namespace) => `receive.namespaces: "${namespace}" is there twice, or as good as`),
  ];
}

function named(namespace: string): string {
  return namespace.replaceAll("/", "-");
}

function mistakesInNamespace(argument: string, namespace: string): string[] {
  return /^[a-z0-9]+([._/-][a-z0-9]+)*$/.test(namespace) && namespace.length <= 30
    ? []
    : [
        `${argument}: "${namespace}" is not the beginning of a name: lower-case letters, digits and inner . _ - /, at most 30`,
      ];
}

function mistakesInCaches({ caches = {} }: RegistryArgs): string[] {
  const known: readonly string[] = upstreamNames;
  return [
    ...Object.keys(caches)
      .filter((name) => !known.includes(name))
      .map((name) => `caches: "${name}" is not one of ${known.join(", ")}`),
    ...upstreamNames.flatMap((name) => {
      const cache = caches[name];
      const { asksForCredentials } = upstreams[name];
      const given = cache?.credentialsArn !== undefined;
      if (cache === undefined || given === asksForCredentials) {
        return [];
      }
      return given
        ? [`caches.${name}: takes no credentialsArn: everybody may pull there`]
        : [`caches.${name}: needs credentialsArn: that registry asks who pulls`];
    }),
  ];
}
