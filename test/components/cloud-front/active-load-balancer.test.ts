import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { whenLoadBalancerActive } from "../../../components/cloud-front/active-load-balancer";
import { planOf } from "../../support/plan";

describe("The creation of a VPC origin", () => {
  let hook: pulumi.ErrorHook;
  // By a resource of a plan, which waits until the SDK has registered it: outside there is no engine, and the process ends.
  before(async () => {
    await planOf(() => {
      hook = whenLoadBalancerActive("eks-origin-active", 0);
      new aws.s3.Bucket("any", {}, { hooks: { onError: [hook] } });
    });
  });
  const isRepeated = (errors: string[], failedOperation = "create") =>
    hook.callback({ urn: "urn", id: "id", name: "it", type: "type", failedOperation, errors });
  const error = (code: string) =>
    `operation error CloudFront: CreateVpcOrigin, https response error StatusCode: 400, ${code}: the load balancer isn't active`;

  it("is repeated while CloudFront refuses its load balancer", async () => {
    assert.equal(await isRepeated([error("InvalidArgument")]), true);
    assert.equal(await isRepeated([error("UnsupportedOperation"), error("InvalidArgument")]), true);
  });

  it("isn't repeated for ever, for other errors, of other calls, or on destroy", async () => {
    assert.equal(await isRepeated(Array.from({ length: 41 }, () => error("InvalidArgument"))), false);
    assert.equal(await isRepeated([error("AccessDenied")]), false);
    assert.equal(await isRepeated([error("EntityLimitExceeded")]), false);
    assert.equal(await isRepeated(["operation error CloudFront: GetVpcOrigin, InvalidArgument"]), false);
    assert.equal(await isRepeated([error("InvalidArgument")], "delete"), false);
  });
});
