import type * as pulumi from "@pulumi/pulumi";

/** What AWS Backup backs up: one resource, or all of a kind that have certain tags. */
export interface BackedUp {
  /** AWS Backup's name of the kind of resource. */
  readonly type: BackedUpType;
  /** ARN of the resource; with `tags`, one that ends with a wildcard. */
  readonly arn: pulumi.Input<string>;
  /** Tags that the resources have. @default none: `arn` is that of one resource */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Kinds of resources that a stack may have and AWS Backup backs up. */
export type BackedUpType = "DynamoDB" | "EBS" | "EFS" | "EKS";
