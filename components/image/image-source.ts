import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** An image that services run, wherever it comes from: built, existing, cached or promoted. */
export interface ImageSource {
  /** Its reference, as a task definition or a pod takes it. */
  readonly reference: pulumi.Input<string>;
  /** Its references, as the stack's outputs give them to others. */
  readonly uris: ImageReferences;
  /** Where it is pulled from. */
  readonly pullSource: PullSource;
  /** What its repository must not expire, where this stack owns the repository. */
  readonly retained?: RetainedImage;
}

/** References of one image. */
export interface ImageReferences {
  /** By tag, or as it was given. */
  tag: pulumi.Input<string>;
  /** By digest, where it is known. */
  digest?: pulumi.Input<string>;
}

/** Where an image is pulled from. */
export interface PullSource {
  /** ARN of its private ECR repository. @default none: the image is public, and pulling it takes no permission */
  repositoryArn?: pulumi.Input<string | undefined>;
  /** Whether the repository belongs to a pull-through cache, so that the first pull creates and fills it. @default false */
  pullThroughCache?: boolean;
}

/** An image that its repository keeps. */
export interface RetainedImage {
  /** The repository. */
  repository: aws.ecr.Repository;
  /** Tag of the image that this stack runs. */
  runningTag: string;
  /** Tags of images that run in stacks that they were promoted to. @default none */
  promotedTags?: pulumi.Input<string[]>;
}
