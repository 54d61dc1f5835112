import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { cloudFrontRegion } from "../../facts/cloud-front";
import { awsContextOf } from "../aws-context";
import { assertValidArguments, validateWholeNumber } from "../invalid-arguments";
import { keepPrivate } from "../private-bucket";
import type { AccessLogsArgs } from "./access-logs-arguments";

/**
 * A private S3 bucket for the access logs of the load balancers in this account and region (ELB.5): of all platforms, each
 * under a prefix of its own, and of a CloudFront distribution. Network Load Balancers log TLS connections only. S3 Standard costs $0.023 per GB-month; delivery is free.
 *
 * Encrypted with SSE-S3: load balancers support no other encryption
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
 *
 * @throws pulumi.RunError that lists all invalid arguments, before anything is registered.
 */
export class AccessLogs extends pulumi.ComponentResource {
  /** The bucket. */
  public readonly bucket: aws.s3.Bucket;
  /** Allows load balancers to write. Load balancers must depend on it. */
  public readonly bucketPolicy: aws.s3.BucketPolicy;

  constructor(name: string, args: AccessLogsArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const { retentionDays = 90, deletionProtection = false, cloudFront = false } = args;
    const errors = validateWholeNumber("retentionDays", retentionDays, { min: 1 });
    assertValidArguments("AccessLogs", name, errors);
    super("aws-containers:load-balancer:AccessLogs", name, {}, opts);

    this.bucket = new aws.s3.Bucket(
      `${name}-access-logs`,
      { forceDestroy: !deletionProtection },
      { parent: this },
    );
    this.createLifecycleRule(name, retentionDays);
    this.bucketPolicy = keepPrivate(
      `${name}-access-logs`,
      {
        bucket: this.bucket,
        statements: [
          this.acceptLogs(),
          ...this.acceptNetworkLogs(),
          ...(cloudFront ? [this.acceptCloudFrontLogs()] : []),
        ],
      },
      { parent: this },
    );

    this.registerOutputs({ bucket: this.bucket.bucket });
  }

  private createLifecycleRule(name: string, days: number): void {
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-access-logs`,
      {
        bucket: this.bucket.bucket,
        rules: [
          {
            id: "expire",
            status: "Enabled",
            // Every file: the bucket holds nothing else.
            filter: { prefix: "" },
            expiration: { days },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ],
      },
      { parent: this },
    );
  }

  /**
   * As AWS documents it: CloudWatch Logs would add the statement by itself otherwise.
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-vended-logs-permissions-V2.html
   */
  private acceptCloudFrontLogs(): aws.iam.PolicyStatement {
    const { partition, accountId } = awsContextOf(this);
    return {
      Sid: "AWSLogsDeliveryWrite",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: pulumi.interpolate`${this.bucket.arn}/AWSLogs/${accountId}/*`,
      Condition: {
        StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": accountId },
        ArnLike: {
          "aws:SourceArn": pulumi.interpolate`arn:${partition}:logs:${cloudFrontRegion}:${accountId}:delivery-source:*`,
        },
      },
    };
  }

  /**
   * Log files of the Network Load Balancers, which come from another service than those of the others.
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html
   */
  private acceptNetworkLogs(): aws.iam.PolicyStatement[] {
    const { partition, region, accountId } = awsContextOf(this);
    const Principal = { Service: "delivery.logs.amazonaws.com" };
    const ofThisAccount = {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:${partition}:logs:${region}:${accountId}:*` },
    };
    return [
      {
        Sid: "AclCheckOfNetworkLoadBalancers",
        Effect: "Allow",
        Principal,
        Action: "s3:GetBucketAcl",
        Resource: this.bucket.arn,
        Condition: ofThisAccount,
      },
      {
        Sid: "AccessLogsOfNetworkLoadBalancers",
        Effect: "Allow",
        Principal,
        Action: "s3:PutObject",
        Resource: pulumi.interpolate`${this.bucket.arn}/*/AWSLogs/${accountId}/*`,
        Condition: {
          ...ofThisAccount,
          StringEquals: { ...ofThisAccount.StringEquals, "s3:x-amz-acl": "bucket-owner-full-control" },
        },
      },
    ];
  }

  /** Log files of the Application Load Balancers of this account and region. */
  private acceptLogs(): aws.iam.PolicyStatement {
    const { partition, region, accountId } = awsContextOf(this);
    return {
      Sid: "AccessLogsOfThisAccount",
      Effect: "Allow",
      Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: pulumi.interpolate`${this.bucket.arn}/*/AWSLogs/${accountId}/*`,
      Condition: {
        // Not the load balancer's own ARN: the policy has to exist before the load balancer does.
        ArnLike: {
          "aws:SourceArn": pulumi.interpolate`arn:${partition}:elasticloadbalancing:${region}:${accountId}:loadbalancer/app/*`,
        },
      },
    };
  }
}
