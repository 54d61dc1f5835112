import type { Resource } from "../resource";
import { always, onlyInProd, type Rule, securityHub } from "../rule";
import type { Stack } from "../stack";
import { at, differs, isMissing, unknown } from "../values";

const bucket = ["aws:s3/bucket:Bucket"];
const table = ["aws:dynamodb/table:Table"];

/** Rules for buckets, queues and tables. */
export const dataRules: Rule[] = [
  {
    id: "s3-public-access",
    title: "Buckets block public access",
    controls: ["S3.8"],
    url: securityHub("S3.8"),
    severity: "high",
    enforcement: always,
    types: bucket,
    needs: "stack",
    check: (resource, stack) =>
      ofBucket(resource, stack, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").some(blocksAll)
        ? []
        : ["Public access is not blocked: add an aws.s3.BucketPublicAccessBlock with all four true."],
  },
  {
    id: "s3-tls",
    title: "Buckets require TLS",
    controls: ["S3.5"],
    url: securityHub("S3.5"),
    severity: "medium",
    enforcement: always,
    types: bucket,
    needs: "stack",
    check: (resource, stack) =>
      ofBucket(resource, stack, "aws:s3/bucketPolicy:BucketPolicy").some(requiresTls)
        ? []
        : [
            "Objects can be read without TLS: add an aws.s3.BucketPolicy that denies aws:SecureTransport false.",
          ],
  },
  {
    id: "sqs-encryption",
    title: "Queues are encrypted",
    controls: ["SQS.1"],
    url: securityHub("SQS.1"),
    severity: "medium",
    enforcement: always,
    types: ["aws:sqs/queue:Queue"],
    needs: "resource",
    check: ({ inputs }) =>
      at(inputs, "sqsManagedSseEnabled") === false && isMissing(inputs, "kmsMasterKeyId")
        ? ["Messages are not encrypted: set sqsManagedSseEnabled: true."]
        : [],
  },
  {
    id: "dynamodb-recovery",
    title: "Point-in-time recovery of tables is enabled",
    controls: ["DynamoDB.2"],
    url: securityHub("DynamoDB.2"),
    severity: "medium",
    enforcement: onlyInProd,
    types: table,
    needs: "resource",
    check: ({ inputs }) =>
      differs(inputs, "pointInTimeRecovery.enabled", true)
        ? [
            "Point-in-time recovery is disabled: set aws-containers:data.<name>.pointInTimeRecovery: true (pointInTimeRecovery.enabled).",
          ]
        : [],
  },
  {
    id: "dynamodb-deletion-protection",
    title: "Deletion protection of tables is on",
    controls: ["DynamoDB.6"],
    url: securityHub("DynamoDB.6"),
    severity: "medium",
    // The setting `protection` decides, so that a prod stack can be taken down.
    enforcement: { dev: "off", prod: "advisory" },
    types: table,
    needs: "resource",
    check: ({ inputs }) =>
      differs(inputs, "deletionProtectionEnabled", true)
        ? [
            "Deletion protection is off: set aws-containers:protection: true (deletionProtectionEnabled: true).",
          ]
        : [],
  },
];

function ofBucket(resource: Resource, stack: Stack, type: string): Resource[] {
  return stack.ofType(type).filter((found) => stack.refers(found, "bucket", resource));
}

function blocksAll({ inputs }: Resource): boolean {
  const all = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
  return all.every((each) => !differs(inputs, each, true));
}

function requiresTls({ inputs }: Resource): boolean {
  const policy = at(inputs, "policy");
  return policy === unknown || (typeof policy === "string" && policy.includes("aws:SecureTransport"));
}
