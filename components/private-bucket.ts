import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { denyWithoutTls } from "./over-tls";

/**
 * Keeps a bucket private: no public access, no ACLs, encrypted with SSE-S3, over TLS only.
 *
 * @param name Logical name of each of the resources.
 * @param args The bucket, and the statements of its policy besides that about TLS.
 * @returns the bucket policy.
 */
export function keepPrivate(
  name: string,
  { bucket, statements = [] }: { bucket: aws.s3.Bucket; statements?: aws.iam.PolicyStatement[] },
  options: pulumi.CustomResourceOptions,
): aws.s3.BucketPolicy {
  const publicAccessBlock = new aws.s3.BucketPublicAccessBlock(
    name,
    {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    options,
  );
  new aws.s3.BucketOwnershipControls(
    name,
    { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    options,
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    name,
    {
      bucket: bucket.bucket,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    },
    options,
  );
  const policy: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [denyWithoutTls("s3:*", [bucket.arn, pulumi.interpolate`${bucket.arn}/*`]), ...statements],
  };
  return new aws.s3.BucketPolicy(
    name,
    { bucket: bucket.bucket, policy: pulumi.jsonStringify(policy) },
    // S3 rejects two concurrent changes of a bucket's access.
    { ...options, dependsOn: [publicAccessBlock] },
  );
}
