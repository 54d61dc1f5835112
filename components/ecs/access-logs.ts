import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** How a load balancer's access logs are kept. */
export interface AccessLogsArgs {
  /** Days after which log files are deleted. */
  retentionDays: number;
  /** Whether destroying the stack may delete the bucket while log files are in it. */
  forceDestroy: boolean;
}

/**
 * A private bucket that application load balancers of this account and region write their access logs to. Costs what S3
 * Standard takes for the files, $0.023 a GB and month; delivery is free.
 *
 * Encrypted with S3's own keys: load balancers can't write with any other
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
 */
export class AccessLogs extends pulumi.ComponentResource {
  /** The bucket. */
  public readonly bucket: aws.s3.Bucket;
  /** What lets the load balancer write. It must exist before the load balancer does, and longer. */
  public readonly bucketPolicy: aws.s3.BucketPolicy;

  constructor(name: string, args: AccessLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aws-containers:ecs:AccessLogs", name, {}, opts);

    this.bucket = new aws.s3.Bucket(
      `${name}-access-logs`,
      { forceDestroy: args.forceDestroy },
      { parent: this },
    );
    const publicAccessBlock = this.blockPublicAccess(name);
    this.disableAcls(name);
    this.encrypt(name);
    this.expire(name, args.retentionDays);
    this.bucketPolicy = this.letLoadBalancersWrite(name, publicAccessBlock);

    this.registerOutputs({ bucket: this.bucket.bucket });
  }

  private blockPublicAccess(name: string): aws.s3.BucketPublicAccessBlock {
    return new aws.s3.BucketPublicAccessBlock(
      `${name}-access-logs`,
      {
        bucket: this.bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { parent: this },
    );
  }

  private disableAcls(name: string): void {
    new aws.s3.BucketOwnershipControls(
      `${name}-access-logs`,
      { bucket: this.bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      { parent: this },
    );
  }

  private encrypt(name: string): void {
    new aws.s3.BucketServerSideEncryptionConfiguration(
      `${name}-access-logs`,
      {
        bucket: this.bucket.bucket,
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      },
      { parent: this },
    );
  }

  private expire(name: string, days: number): void {
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-access-logs`,
      {
        bucket: this.bucket.bucket,
        rules: [
          {
            id: "expire",
            status: "Enabled",
            filter: { prefix: "AWSLogs/" },
            expiration: { days },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ],
      },
      { parent: this },
    );
  }

  private letLoadBalancersWrite(
    name: string,
    publicAccessBlock: aws.s3.BucketPublicAccessBlock,
  ): aws.s3.BucketPolicy {
    const { partition } = aws.getPartitionOutput({}, { parent: this });
    const { region } = aws.getRegionOutput({}, { parent: this });
    const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
    const files = pulumi.interpolate`${this.bucket.arn}/*`;
    const policy: aws.iam.PolicyDocument = {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "OnlyOverTls",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [this.bucket.arn, files],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          Sid: "AccessLogsOfThisAccount",
          Effect: "Allow",
          Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: pulumi.interpolate`${this.bucket.arn}/AWSLogs/${accountId}/*`,
          Condition: {
            // Not the one load balancer's ARN: the policy has to exist before AWS gives it one.
            ArnLike: {
              "aws:SourceArn": pulumi.interpolate`arn:${partition}:elasticloadbalancing:${region}:${accountId}:loadbalancer/app/*`,
            },
          },
        },
      ],
    };
    return new aws.s3.BucketPolicy(
      `${name}-access-logs`,
      { bucket: this.bucket.bucket, policy: pulumi.jsonStringify(policy) },
      // S3 refuses two changes of a bucket's access at the same time.
      { parent: this, dependsOn: [publicAccessBlock] },
    );
  }
}
