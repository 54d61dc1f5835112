import assert from "node:assert/strict";
import { DataBucket, type DataBucketArgs, DataQueue } from "../../../components/data";
import { json, planOf } from "../../support/plan";

const planOfBucket = (args?: DataBucketArgs, name = "uploads") =>
  planOf(() => void new DataBucket(name, args));

const abort = {
  status: "Enabled",
  filter: { prefix: "" },
  id: "abort-incomplete-uploads",
  abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
};
const expire = {
  status: "Enabled",
  filter: { prefix: "" },
  id: "expire-versions",
  noncurrentVersionExpiration: { noncurrentDays: 30 },
};

describe("DataBucket", () => {
  it("is private, encrypted and without ACLs, and goes with its objects", async () => {
    const plan = await planOfBucket();
    const bucket = plan.theOne("s3/bucket:Bucket");
    const ofBucket = { bucket: bucket.outputs.bucket };
    assert.equal(bucket.name, "uploads-bucket");
    assert.deepEqual(bucket.inputs, { forceDestroy: true });
    assert.ok(!bucket.protect);
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
      rules: [abort, expire],
    });
    assert.deepEqual(plan.ofType("BucketVersioning"), []);
    assert.deepEqual(plan.ofType("BucketNotification"), []);
  });

  it("refuses requests without TLS", async () => {
    const plan = await planOfBucket();
    const { arn, bucket } = plan.theOne("s3/bucket:Bucket").outputs;
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
      ],
    });
  });

  it("keeps versions, and is never deleted with its objects, by argument", async () => {
    const plan = await planOfBucket({ versioning: true, protect: true });
    const bucket = plan.theOne("s3/bucket:Bucket");
    assert.deepEqual([bucket.inputs, bucket.protect], [{ forceDestroy: false }, true]);
    const versioning = plan.theOne("BucketVersioning");
    assert.deepEqual(versioning.inputs, {
      bucket: bucket.outputs.bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    const lifecycle = plan.theOne("BucketLifecycleConfiguration");
    assert.ok(lifecycle.dependencies.includes(versioning.urn), "S3 has to know of versions first");
  });

  it("sends its events to EventBridge, and to a queue in the same configuration", async () => {
    const plan = await planOf(() => {
      const uploads = new DataBucket("uploads", { events: true });
      uploads.notify(new DataQueue("created", { notifiedBy: [uploads.bucket.arn] }));
      new DataBucket("orders", { events: true }).notify();
    });
    const notification = (name: string) => plan.resource("BucketNotification", `${name}-notification`).inputs;
    assert.deepEqual(notification("uploads"), {
      bucket: plan.resource("s3/bucket:Bucket", "uploads-bucket").outputs.bucket,
      eventbridge: true,
      queues: [
        {
          id: "created",
          queueArn: plan.resource("sqs/queue:Queue", "created-queue").outputs.arn,
          events: ["s3:ObjectCreated:*"],
        },
      ],
    });
    assert.deepEqual(notification("orders"), {
      bucket: plan.resource("s3/bucket:Bucket", "orders-bucket").outputs.bucket,
      eventbridge: true,
    });
  });

  it("refuses a name that no bucket can have", async () => {
    const name = "Uploads_".padEnd(100_000, "a");
    await assert.rejects(planOfBucket({}, name), {
      message:
        `Invalid arguments for DataBucket "${name}":\n` +
        `  - name is "${name}": must be 1 to 48 lowercase letters, digits and hyphens, a letter first`,
    });
  });
});
