import * as pulumi from "@pulumi/pulumi";
import type { RegistryPlace } from "./pull-access";

/** An image that is there already. */
export interface ExistingImage {
  /** Its reference, as platforms take it. */
  image: pulumi.Input<string>;
  /** What a platform has to be allowed, beyond pulling what is public. */
  pulledFrom: PulledFrom;
  /** Its references, as the stack tells them to others. */
  uris: { tag: pulumi.Input<string>; digest?: pulumi.Input<string> };
}

/** Where an image is that not everybody may pull. */
export interface PulledFrom {
  /** ARN of its private repository. */
  repositoryArn?: pulumi.Input<string>;
  /** Whether a pull may first have to fetch it from a public registry. */
  pullThroughCache?: boolean;
}

/** What another stack says of the images that it runs. */
export interface ImageUris {
  [service: string]: { tag?: string; digest?: string } | undefined;
}

const privateImage = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/;

/** An image of a cache: cache:docker-hub/library/nginx@sha256:…, in the account and region of the stack. */
export function cachedImage(image: string, { partition, region, accountId }: RegistryPlace): ExistingImage {
  const path = image.slice("cache:".length);
  const repository = path.replace(/[:@].*$/, "");
  const reference = pulumi.interpolate`${accountId}.dkr.ecr.${region}.amazonaws.com/${path}`;
  return {
    image: reference,
    pulledFrom: {
      repositoryArn: pulumi.interpolate`arn:${partition}:ecr:${region}:${accountId}:repository/${repository}`,
      pullThroughCache: true,
    },
    uris: { tag: reference },
  };
}

/** ARN of the private ECR repository, of whichever account and region, that a reference names. */
export function privateRepositoryArn(image: string, partition: string): string | undefined {
  const [, account, region, repository] = privateImage.exec(image) ?? [];
  return repository && `arn:${partition}:ecr:${region}:${account}:repository/${repository}`;
}

/**
 * The very image that another stack built and runs, by its digest.
 * @throws pulumi.RunError, as soon as the outputs of that stack are known, if it has no such image.
 */
export function promotedImage(
  stack: string,
  service: string,
  imageUris: pulumi.Output<ImageUris | undefined>,
  { partition }: RegistryPlace,
): ExistingImage {
  const built = pulumi.all([imageUris, partition]).apply(([uris, inPartition]) => {
    const { tag, digest = "" } = uris?.[service] ?? {};
    const repositoryArn = privateRepositoryArn(digest, inPartition);
    if (tag === undefined || repositoryArn === undefined) {
      throw new pulumi.RunError(
        `Stack ${stack} has no image of "${service}" to promote: its output imageUris has ` +
          `${Object.keys(uris ?? {}).join(", ") || "nothing"}, and only images that it builds itself can be promoted.`,
      );
    }
    return { image: digest, tag, repositoryArn };
  });
  return {
    image: built.image,
    pulledFrom: { repositoryArn: built.repositoryArn },
    uris: { tag: built.tag, digest: built.image },
  };
}

/** The tags of a repository's images that another stack runs: none as long as it runs none. */
export function tagsOf(repositoryUrl: string, imageUris: ImageUris | undefined): string[] {
  const references = Object.values(imageUris ?? {}).map((image) => image?.tag ?? "");
  return references
    .filter((reference) => reference.startsWith(`${repositoryUrl}:`))
    .map((reference) => reference.slice(repositoryUrl.length + 1))
    .sort();
}
