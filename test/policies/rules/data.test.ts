import { dataRules } from "../../../policies/rules/data";
import { resource, testRules } from "../states";

const bucket = resource("aws:s3/bucket:Bucket", {});
const other = resource("aws:s3/bucket:Bucket", {}, { name: "other" });
const ofBucket = { from: { bucket: [bucket] } };
const all = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};
const block = (inputs: object) =>
  resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", { bucket: "it", ...inputs }, ofBucket);
const policy = (text: string) =>
  resource("aws:s3/bucketPolicy:BucketPolicy", { bucket: "it", policy: text }, ofBucket);
const deny =
  '{"Statement":[{"Effect":"Deny","Condition":{"Bool":{"aws:SecureTransport":"false"}},"Action":"s3:*"}]}';
const queue = (inputs: object) => resource("aws:sqs/queue:Queue", { ...inputs });
const table = (inputs: object) => resource("aws:dynamodb/table:Table", { ...inputs });

const open = "Public access is not blocked: add an aws.s3.BucketPublicAccessBlock with all four true.";
const plain =
  "Objects can be read without TLS: add an aws.s3.BucketPolicy that denies aws:SecureTransport false.";
const unencrypted = "Messages are not encrypted: set sqsManagedSseEnabled: true.";
const lost =
  "Point-in-time recovery is disabled: set aws-containers:data.<name>.pointInTimeRecovery: true (pointInTimeRecovery.enabled).";
const unprotected =
  "Deletion protection is off: set aws-containers:protection: true (deletionProtectionEnabled: true).";

testRules("data", dataRules, {
  "s3-public-access": {
    passes: [[bucket, block(all)]],
    fails: [
      [[bucket], open],
      [[bucket, block({ ...all, restrictPublicBuckets: false })], open],
      [[bucket, other, block(all)], open],
    ],
  },
  "s3-tls": {
    passes: [[bucket, policy(deny)]],
    fails: [
      [[bucket], plain],
      [[bucket, policy('{"Statement":[]}')], plain],
    ],
  },
  "sqs-encryption": {
    passes: [
      [queue({ sqsManagedSseEnabled: true })],
      [queue({ sqsManagedSseEnabled: false, kmsMasterKeyId: "alias/aws/sqs" })],
      [queue({})],
    ],
    fails: [[[queue({ sqsManagedSseEnabled: false })], unencrypted]],
  },
  "dynamodb-recovery": {
    passes: [[table({ pointInTimeRecovery: { enabled: true } })]],
    fails: [
      [[table({ pointInTimeRecovery: { enabled: false } })], lost],
      [[table({})], lost],
    ],
  },
  "dynamodb-deletion-protection": {
    passes: [[table({ deletionProtectionEnabled: true })]],
    fails: [[[table({})], unprotected]],
  },
});
