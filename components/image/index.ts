export { existingImage, type ImageUris } from "./existing-image";
export { Image } from "./image";
export type { ImageArgs, ImageBuild, ImageCredentials } from "./image-arguments";
export type { ImageReferences, ImageSource, PullSource, RetainedImage } from "./image-source";
export { type ImageOrigin, type ImageRegistry, resolveImage } from "./resolve-image";
