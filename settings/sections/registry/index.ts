import type { Section } from "../../section";
import { type Complete, complete, withDefault } from "../../toolkit/defaults";
import { choice, object } from "../../toolkit/kinds";
import { type CachesSettings, cacheKeys, cachesSettings } from "./caches";
import { namespace } from "./names";
import { publicKeys } from "./public-repositories";
import { replicationKeys, validateReplication } from "./replication";
import { retentionKeys, validateRetention } from "./retention";
import { scanningKeys, scansEnhanced, validateScanning } from "./scanning";
import { sharingKeys } from "./sharing";

const schema = object(
  {
    namespace: namespace(
      "Prefix of the repositories' names, before a slash, such as acme/shop. A change replaces the repositories.",
    ),
    encryption: withDefault(
      "kms",
      choice(
        ["aes256", "kms"],
        "Encryption of the images: with a key of AWS, or with a KMS key of the stack's own ($1 per month). A change " +
          "replaces the repositories.",
      ),
    ),
    ...scanningKeys,
    ...retentionKeys,
    ...sharingKeys,
    ...replicationKeys,
    ...cacheKeys,
    ...publicKeys,
  },
  "The private image repositories.",
);

/** The registry. */
export interface RegistrySettings extends Omit<Complete<typeof schema>, "caches" | "keepImages"> {
  /** Not there where images expire by time. */
  keepImages?: number;
  caches?: CachesSettings;
  forceDelete: boolean;
  protect: boolean;
}

/** The image registry. */
export const registry: Section<typeof schema, RegistrySettings> = {
  schema,
  meaning:
    "The private image repositories in ECR, one for each service with a source. Tags are immutable, so that a reference " +
    "always means the same image; what runs never expires. The registry can be scanned, replicated, shared with other " +
    "accounts and promoted from, can cache public registries, and can have public repositories. See " +
    "[registry.md](registry.md).",
  example: `aws-containers:registry:
  namespace: acme/shop
  keepImages: 50
  tagRules:
    - { pattern: "pr-*", expireAfterDays: 14 }
  caches:
    ecr-public: {}`,
  settings(given, stack) {
    const { keepImages, caches, ...rest } = complete(schema, given, stack.tier);
    const byTime = rest.expireAfterDays ?? rest.archiveAfterDays;
    const isContinuous = scansEnhanced(rest) && stack.tier === "prod";
    return {
      ...(byTime === undefined && { keepImages }),
      ...(isContinuous && { scanFrequency: "continuous" as const }),
      ...rest,
      ...(caches && { caches: cachesSettings(caches, stack.isSecret) }),
      forceDelete: !stack.protection,
      protect: stack.protection,
    };
  },
  validate(given = {}, stack, errors) {
    validateScanning(given, errors);
    validateReplication(given, stack, errors);
    validateRetention(given, errors);
  },
};
