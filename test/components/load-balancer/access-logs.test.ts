import assert from "node:assert/strict";
import { AccessLogs, type AccessLogsArgs } from "../../../components/load-balancer";
import { json, planOf } from "../../support/plan";

const planOfLogs = (args?: AccessLogsArgs) => planOf(() => void new AccessLogs("shop", args));

describe("AccessLogs", () => {
  it("keep the bucket private, encrypted and without ACLs, and the files for 90 days", async () => {
    const plan = await planOfLogs();
    const bucket = plan.theOne("s3/bucket:Bucket");
    const ofBucket = { bucket: bucket.outputs.bucket };

    assert.equal(bucket.name, "shop-access-logs");
    assert.deepEqual(bucket.inputs, { forceDestroy: true });
    assert.deepEqual(plan.theOne("BucketPublicAccessBlock").inputs, {
      ...ofBucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    assert.deepEqual(plan.theOne("BucketServerSideEncryptionConfiguration").inputs, {
      ...ofBucket,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    assert.deepEqual(plan.theOne("BucketOwnershipControls").inputs, {
      ...ofBucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    assert.deepEqual(plan.theOne("BucketLifecycleConfiguration").inputs, {
      ...ofBucket,
      rules: [
        {
          id: "expire",
          status: "Enabled",
          filter: { prefix: "" },
          expiration: { days: 90 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        },
      ],
    });
  });

  it("allow only load balancers of this account and region to write, under any prefix, and only over TLS", async () => {
    const plan = await planOfLogs();
    const { bucket, arn } = plan.theOne("s3/bucket:Bucket").outputs;
    const policy = plan.theOne("BucketPolicy");

    assert.equal(policy.inputs.bucket, bucket);
    assert.ok(policy.dependencies.includes(plan.theOne("BucketPublicAccessBlock").urn));
    assert.deepEqual(json(policy.inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "OnlyOverTls",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [arn, `${arn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          Sid: "AccessLogsOfThisAccount",
          Effect: "Allow",
          Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: `${arn}/*/AWSLogs/000000000000/*`,
          Condition: {
            ArnLike: {
              "aws:SourceArn": "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/*",
            },
          },
        },
        {
          Sid: "AclCheckOfNetworkLoadBalancers",
          Effect: "Allow",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Action: "s3:GetBucketAcl",
          Resource: arn,
          Condition: {
            StringEquals: { "aws:SourceAccount": "000000000000" },
            ArnLike: { "aws:SourceArn": "arn:aws:logs:us-east-1:000000000000:*" },
          },
        },
        {
          Sid: "AccessLogsOfNetworkLoadBalancers",
          Effect: "Allow",
          Principal: { Service: "delivery.logs.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: `${arn}/*/AWSLogs/000000000000/*`,
          Condition: {
            StringEquals: {
              "aws:SourceAccount": "000000000000",
              "s3:x-amz-acl": "bucket-owner-full-control",
            },
            ArnLike: { "aws:SourceArn": "arn:aws:logs:us-east-1:000000000000:*" },
          },
        },
      ],
    });
  });

  it("keep a bucket with log files under deletion protection, and expire them by argument", async () => {
    const plan = await planOfLogs({ retentionDays: 365, deletionProtection: true });
    assert.deepEqual(plan.theOne("s3/bucket:Bucket").inputs, { forceDestroy: false });
    const [rule] = plan.theOne("BucketLifecycleConfiguration").inputs.rules as { expiration: object }[];
    assert.deepEqual(rule?.expiration, { days: 365 });
  });

  it("refuse a number of days that isn't one", async () => {
    await assert.rejects(planOfLogs({ retentionDays: 0 }), {
      message:
        'Invalid arguments for AccessLogs "shop":\n  - retentionDays is 0: must be a whole number of at least 1',
    });
  });
});
