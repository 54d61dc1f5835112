import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DataSource } from "../data-source";
import { assertValidArguments } from "../invalid-arguments";
import { keepPrivate } from "../private-bucket";
import type { DataBucketArgs } from "./data-bucket-arguments";
import { validateDataName } from "./data-name";
import { dataVariable } from "./data-variables";

/** A queue that a bucket sends its events to. A `DataQueue` is assignable. */
export interface NotifiedQueue {
  /** The queue. */
  readonly queue: aws.sqs.Queue;
  /** Allows the bucket to send. */
  readonly queuePolicy: aws.sqs.QueuePolicy;
}

/**
 * A private S3 bucket for the objects of services: no public access, no ACLs, over TLS only, encrypted with SSE-S3. Parts of
 * incomplete uploads expire after 7 days.
 *
 * Costs nothing at rest but its objects: $0.023 per GB-month, $0.005 per 1,000 writes, $0.0004 per 1,000 reads.
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class DataBucket extends pulumi.ComponentResource implements DataSource {
  /** The bucket. */
  public readonly bucket: aws.s3.Bucket;
  /** Refuses requests without TLS. */
  public readonly bucketPolicy: aws.s3.BucketPolicy;
  /** Name of the bucket. */
  public readonly bucketName: pulumi.Output<string>;
  /** NAME_BUCKET, the bucket's name. */
  public readonly variables: DataSource["variables"];
  /** Lists the bucket, and reads, writes and deletes its objects. */
  public readonly statements: DataSource["statements"];

  private readonly name: string;
  private readonly events: boolean;

  constructor(name: string, args: DataBucketArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const { versioning = false, events = false, protect = false } = args;
    assertValidArguments("DataBucket", name, validateDataName(name));
    super("aws-containers:data:DataBucket", name, {}, opts);

    this.name = name;
    this.events = events;
    this.bucket = new aws.s3.Bucket(`${name}-bucket`, { forceDestroy: !protect }, { parent: this, protect });
    this.bucketPolicy = keepPrivate(`${name}-bucket`, { bucket: this.bucket }, { parent: this });
    const versions = versioning ? [this.createVersioning()] : [];
    this.createLifecycleRules(versions);
    const { bucketName, variables, statements } = bucketSource(name, this.bucket);
    this.bucketName = bucketName;
    this.variables = variables;
    this.statements = statements;

    this.registerOutputs({ bucket: this.bucket.bucket });
  }

  /**
   * Sends an event for each object that is created to a queue, and where the bucket has `events` to EventBridge. A bucket has one
   * configuration of notifications, hence one name.
   */
  public notify(notified?: NotifiedQueue): aws.s3.BucketNotification {
    return new aws.s3.BucketNotification(
      `${this.name}-notification`,
      {
        bucket: this.bucket.bucket,
        ...(this.events && { eventbridge: true }),
        ...(notified && {
          queues: [{ id: "created", queueArn: notified.queue.arn, events: ["s3:ObjectCreated:*"] }],
        }),
      },
      // S3 sends a test message, which the queue has to accept.
      { parent: this, dependsOn: notified ? [notified.queuePolicy] : [] },
    );
  }

  /** Only where it is on: a bucket that had versions can't be without again, and the deletion of this suspends them. */
  private createVersioning(): aws.s3.BucketVersioning {
    return new aws.s3.BucketVersioning(
      `${this.name}-bucket`,
      { bucket: this.bucket.bucket, versioningConfiguration: { status: "Enabled" } },
      { parent: this },
    );
  }

  private createLifecycleRules(dependsOn: pulumi.Resource[]): void {
    const ofAll = { status: "Enabled", filter: { prefix: "" } };
    new aws.s3.BucketLifecycleConfiguration(
      `${this.name}-bucket`,
      {
        bucket: this.bucket.bucket,
        rules: [
          {
            ...ofAll,
            id: "abort-incomplete-uploads",
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
          { ...ofAll, id: "expire-versions", noncurrentVersionExpiration: { noncurrentDays: 30 } },
        ],
      },
      { parent: this, dependsOn },
    );
  }
}

/** What a service gets that uses a bucket of the account which exists. */
export function existingBucket(name: string, arn: string): DataSource {
  return bucketSource(name, {
    arn: pulumi.output(arn),
    bucket: pulumi.output(arn.slice(arn.lastIndexOf(":") + 1)),
  });
}

function bucketSource(
  name: string,
  { arn, bucket }: { arn: pulumi.Output<string>; bucket: pulumi.Output<string> },
): DataSource & { bucketName: pulumi.Output<string> } {
  return {
    bucketName: bucket,
    variables: { [dataVariable(name, "BUCKET")]: bucket },
    statements: [
      { Effect: "Allow", Action: ["s3:GetBucketLocation", "s3:ListBucket"], Resource: [arn] },
      {
        Effect: "Allow",
        Action: [
          "s3:AbortMultipartUpload",
          "s3:DeleteObject",
          "s3:GetObject",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
        ],
        Resource: [pulumi.interpolate`${arn}/*`],
      },
    ],
  };
}
