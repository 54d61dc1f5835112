export { ImageRetention, type ImageRetentionArgs } from "./image-retention";
export { Registry, type RegistryArgs, type RegistryCredentials } from "./registry";
