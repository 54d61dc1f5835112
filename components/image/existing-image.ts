import * as pulumi from "@pulumi/pulumi";
import { privateImageOf } from "../../facts/image-references";
import { dnsSuffixOf, partitionOf } from "../../facts/regions";
import type { AwsContext } from "../aws-context";
import type { ImageSource } from "./image-source";

/** What the output `imageUris` of a stack holds: the references of its images, by service. */
export interface ImageUris {
  [service: string]: { tag?: string; digest?: string } | undefined;
}

/** Prefix of an image that is pulled through a cache of the registry. */
export const cachePrefix = "cache:";

/** The image itself, or the one that a reference names. */
export function imageSource(image: ImageSource | pulumi.Input<string>): ImageSource {
  return typeof image === "object" && !pulumi.Output.isInstance(image) && "pullSource" in image
    ? image
    : existingImage(image);
}

/** An image that exists, by its reference: public, or in a private ECR repository of whichever account and region. */
export function existingImage(reference: pulumi.Input<string>): ImageSource {
  const repositoryArn =
    typeof reference === "string"
      ? privateRepositoryArn(reference)
      : pulumi.output(reference).apply(privateRepositoryArn);
  return {
    reference,
    uris: { tag: reference },
    pullSource: repositoryArn === undefined ? {} : { repositoryArn },
  };
}

/** An image of a pull-through cache, as cache:docker-hub/library/nginx@sha256:…, in the registry's account and region. */
export function cachedImage(image: string, { partition, region, accountId }: AwsContext): ImageSource {
  const path = image.slice(cachePrefix.length);
  const repository = path.replace(/[:@].*$/, "");
  const suffix = pulumi.output(region).apply(dnsSuffixOf);
  const reference = pulumi.interpolate`${accountId}.dkr.ecr.${region}.${suffix}/${path}`;
  return {
    reference,
    uris: { tag: reference },
    pullSource: {
      repositoryArn: pulumi.interpolate`arn:${partition}:ecr:${region}:${accountId}:repository/${repository}`,
      pullThroughCache: true,
    },
  };
}

/**
 * The image that another stack built and runs, by its digest.
 *
 * @throws pulumi.RunError, as soon as the outputs of that stack are known, if it has no such image.
 */
export function promotedImage(
  { stack, service }: { stack: string; service: string },
  imageUris: pulumi.Output<ImageUris | undefined>,
): ImageSource {
  const built = imageUris.apply((uris) => {
    const { tag, digest = "" } = uris?.[service] ?? {};
    const repositoryArn = privateRepositoryArn(digest);
    if (tag === undefined || repositoryArn === undefined) {
      throw new pulumi.RunError(
        `Stack ${stack} has no image of "${service}" to promote: its output imageUris has ` +
          `${Object.keys(uris ?? {}).join(", ") || "nothing"}, and only images that it builds itself can be promoted.`,
      );
    }
    return { tag, digest, repositoryArn };
  });
  return {
    reference: built.digest,
    uris: { tag: built.tag, digest: built.digest },
    pullSource: { repositoryArn: built.repositoryArn },
  };
}

/** ARN of the private ECR repository that a reference names; undefined for any other reference. */
function privateRepositoryArn(reference: string): string | undefined {
  const image = privateImageOf(reference);
  return (
    image &&
    `arn:${partitionOf(image.region)}:ecr:${image.region}:${image.account}:repository/${image.repository}`
  );
}
