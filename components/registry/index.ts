export { ImageRetention } from "./image-retention";
export type { ImageRetentionArgs } from "./image-retention-arguments";
export type { Retention, TagRule } from "./lifecycle";
export { PublicRepository } from "./public-repository";
export type { PublicRepositoryArgs } from "./public-repository-arguments";
export type { PullAccess } from "./pull-access";
export { PullThroughCache } from "./pull-through-cache";
export type { PullThroughCacheArgs } from "./pull-through-cache-arguments";
export { Registry } from "./registry";
export type {
  CatalogData,
  Encryption,
  RegistryArgs,
  ReplicationSources,
  ScanFrequency,
  Scanning,
} from "./registry-arguments";
export { RegistryScanning } from "./registry-scanning";
export type { RegistryScanningArgs } from "./registry-scanning-arguments";
export { Replication } from "./replication";
export type { ReplicationArgs } from "./replication-arguments";
export { ReplicationPermissions } from "./replication-permissions";
export type { ReplicationPermissionsArgs } from "./replication-permissions-arguments";
export { ReplicationTemplates } from "./replication-templates";
export type { ReplicationTemplatesArgs } from "./replication-templates-arguments";
