import assert from "node:assert/strict";
import { type SharedAttributesArgs, sharedAttributes } from "../../../components/load-balancer";
import { json, planOf } from "../../support/plan";

const planOfShared = (
  args: Omit<SharedAttributesArgs, "services">,
  services: SharedAttributesArgs["services"] = { web: {}, mail: { exposure: "none" } },
) =>
  planOf(() => {
    const all = { ...args, services };
    const { accessLogs, webAcl, ...attributes } = sharedAttributes("load-balancer", all, {});
    return { bucket: accessLogs?.bucket.bucket, webAcl: webAcl?.arn, attributes };
  });

describe("What the load balancers of a stack share", () => {
  it("is nothing but their attributes unless asked for", async () => {
    const plan = await planOfShared({ idleTimeoutSeconds: 300, zonalShift: true, accessLogs: false });
    assert.deepEqual(plan.resources, []);
    assert.deepEqual(plan.outputs, { attributes: { idleTimeoutSeconds: 300, zonalShift: true } });
  });

  it("is nothing at all where no service is public", async () => {
    const args = { accessLogs: true, waf: {}, zonalShift: true };
    const plan = await planOfShared(args, { web: { exposure: "internal" } });
    assert.deepEqual(plan.resources, []);
    assert.deepEqual(plan.outputs, { attributes: {} });
  });

  it("is one web ACL and one bucket of access logs", async () => {
    const logKeyArn = "arn:aws:kms:us-east-1:111122223333:key/0a1b";
    const plan = await planOfShared({
      accessLogs: true,
      waf: { rateLimit: 500 },
      logKeyArn,
      deletionProtection: true,
    });
    assert.deepEqual(plan.outputs, {
      bucket: plan.resource("s3/bucket:Bucket", "load-balancer-access-logs").outputs.bucket,
      webAcl: plan.resource("load-balancer-web-acl").outputs.arn,
      attributes: { deletionProtection: true },
    });
    assert.deepEqual(plan.theOne("s3/bucket:Bucket").inputs, { forceDestroy: false });
    assert.equal(plan.theOne("LogGroup").inputs.kmsKeyId, logKeyArn);
  });

  it("is for CloudFront in us-east-1, with a key there, and takes CloudFront's logs", async () => {
    const logKeyArn = "arn:aws:kms:us-east-1:111122223333:key/0a1b";
    const plan = await planOfShared({
      accessLogs: true,
      waf: {},
      cloudFront: true,
      cloudFrontLogKey: { protect: true },
      logKeyArn,
    });
    const webAcl = plan.theOne("wafv2/webAcl:WebAcl");
    const key = plan.theOne("kms/key:Key");
    assert.equal(webAcl.name, "load-balancer-cloud-front-web-acl");
    assert.equal(key.inputs.region, "us-east-1");
    assert.equal(plan.theOne("LogGroup").inputs.kmsKeyId, key.outputs.arn);
    const { bucket, bucketPolicy } = {
      bucket: plan.theOne("s3/bucket:Bucket").outputs.arn,
      bucketPolicy: json(plan.theOne("BucketPolicy").inputs.policy) as { Statement: unknown[] },
    };
    assert.deepEqual(bucketPolicy.Statement.at(-1), {
      Sid: "AWSLogsDeliveryWrite",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${bucket}/AWSLogs/000000000000/*`,
      Condition: {
        StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": "000000000000" },
        ArnLike: { "aws:SourceArn": "arn:aws:logs:us-east-1:000000000000:delivery-source:*" },
      },
    });
    const inUsEast1 = await planOfShared({ waf: {}, cloudFront: true, logKeyArn });
    assert.equal(inUsEast1.theOne("LogGroup").inputs.kmsKeyId, logKeyArn);
    assert.deepEqual(inUsEast1.ofType("kms/key:Key"), []);
  });

  it("takes over the bucket that was the load balancer's on ECS, with all that belongs to it", async () => {
    const plan = await planOfShared({ accessLogs: true });
    const former = (type: string) =>
      "urn:pulumi:dev::aws-containers::aws-containers:ecs:LoadBalancer$aws-containers:ecs:AccessLogs" +
      `$aws:s3/${type}::ecs-access-logs`;
    const ofBucket = plan.resources.filter(({ type }) => type.startsWith("aws:s3/"));
    assert.equal(ofBucket.length, 6);
    for (const { type, aliases } of ofBucket) {
      assert.ok(aliases.includes(former(type.slice("aws:s3/".length))), type);
    }
  });
});
