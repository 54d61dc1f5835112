export type { ExistingImage, ImageUris } from "./existing-image";
export { ImageRetention, type ImageRetentionArgs } from "./image-retention";
export type { Retention, TagRule } from "./lifecycle";
export { type CatalogData, PublicRepository, type PublicRepositoryArgs } from "./public-repository";
export type { PullAccess } from "./pull-access";
export { PullThroughCache, type PullThroughCacheArgs, type Upstream } from "./pull-through-cache";
export { type ImageOrigin, Registry, type RegistryArgs, type RegistryCredentials } from "./registry";
export { RegistryScanning, type RegistryScanningArgs, type ScanFrequency } from "./registry-scanning";
export { Replication, type ReplicationArgs } from "./replication";
