export { ImageRetention, type ImageRetentionArgs } from "./image-retention";
export type { Retention, TagRule } from "./lifecycle";
export { PublicRepository, type PublicRepositoryArgs } from "./public-repository";
export type { PullAccess } from "./pull-access";
export { PullThroughCache, type PullThroughCacheArgs } from "./pull-through-cache";
export { Registry } from "./registry";
export type {
  CatalogData,
  Encryption,
  RegistryArgs,
  ReplicationSources,
  ScanFrequency,
  Scanning,
} from "./registry-arguments";
export { RegistryScanning, type RegistryScanningArgs } from "./registry-scanning";
export { Replication, type ReplicationArgs } from "./replication";
export { ReplicationPermissions, type ReplicationPermissionsArgs } from "./replication-permissions";
export { ReplicationTemplates, type ReplicationTemplatesArgs } from "./replication-templates";
