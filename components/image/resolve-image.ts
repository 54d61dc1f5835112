import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsContext } from "../aws-context";
import { cachedImage, cachePrefix, existingImage, type ImageUris, promotedImage } from "./existing-image";
import { Image } from "./image";
import type { ImageBuild, ImageCredentials } from "./image-arguments";
import type { ImageSource } from "./image-source";

/** Where an image comes from: exactly one of `source`, `image` and `imageFrom`. */
export interface ImageOrigin extends Partial<ImageBuild> {
  /** Reference of an image that exists; cache:… for one that is pulled through a cache of the registry. */
  image?: pulumi.Input<string>;
  /** The stack (organization/project/stack), and the service there, whose image is promoted. */
  imageFrom?: { stack: string; service: string };
}

/** The registry of the stack. A `Registry` is assignable. */
export interface ImageRegistry {
  /** Where it is. */
  readonly context: AwsContext;
  /** Credentials for a push. */
  readonly credentials: ImageCredentials;
  /** The repository for images of this name. */
  repository(name: string): aws.ecr.Repository;
  /** Tags of the repository's images that run in the stacks that they were promoted to. */
  promotedTags(repository: aws.ecr.Repository): pulumi.Input<string[]>;
  /** The output `imageUris` of another stack. */
  imagesOf(stack: string): pulumi.Output<ImageUris | undefined>;
}

/**
 * The image of a service: built and pushed to the registry, an image that exists, one of a cache, or promoted from another
 * stack.
 *
 * @param name Name of the service.
 * @param origin Where the image comes from.
 * @param registry The registry of the stack.
 * @param opts Options of the `Image`, where one is built.
 * @throws pulumi.RunError for a build that can't succeed, or an origin that names no image.
 */
export function resolveImage(
  name: string,
  { source, image, imageFrom, ...build }: ImageOrigin,
  registry: ImageRegistry,
  opts?: pulumi.ComponentResourceOptions,
): ImageSource {
  if (source !== undefined) {
    const repository = registry.repository(name);
    const { arn: repositoryArn, repositoryUrl } = repository;
    const { credentials } = registry;
    const retained = { repository, promotedTags: registry.promotedTags(repository) };
    return new Image(name, { ...build, source, repositoryUrl, repositoryArn, credentials, retained }, opts);
  }
  if (imageFrom !== undefined) {
    return promotedImage(imageFrom, registry.imagesOf(imageFrom.stack));
  }
  if (image === undefined) {
    throw new pulumi.RunError(`Service "${name}" has no image: give it source, image or imageFrom.`);
  }
  return typeof image === "string" && image.startsWith(cachePrefix)
    ? cachedImage(image, registry.context)
    : existingImage(image);
}
