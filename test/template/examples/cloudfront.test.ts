import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { inputsOf, planOf } from "./plan-of-example";

describe("the example of CloudFront", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("cloudfront");
  });

  it("answers by HTTPS without a domain, without a public address of the load balancer", () => {
    const [distribution] = inputsOf(plan, "aws:cloudfront/distribution:Distribution");
    const [loadBalancer, ...others] = inputsOf(plan, "aws:lb/loadBalancer:LoadBalancer");
    assert.deepEqual(others, []);
    assert.equal(loadBalancer?.internal, true);
    assert.deepEqual(distribution?.viewerCertificate, { cloudfrontDefaultCertificate: true });
    const { ecsUrls, ecsLoadBalancer } = plan.outputs as { ecsUrls: object; ecsLoadBalancer: string };
    assert.match(ecsLoadBalancer, /^d[0-9a-f]{13}\.cloudfront\.net$/);
    assert.deepEqual(ecsUrls, { hello: `https://${ecsLoadBalancer}/` });
  });

  it("has web ACL, its logs with their key, and the delivery of access logs in us-east-1, and all else in the stack's region", () => {
    const inUsEast1 = plan.steps
      .filter(({ newState }) => newState.inputs?.region === "us-east-1" && newState.type.startsWith("aws:"))
      .map(({ newState }) => newState.type.split(":").at(-1));
    assert.deepEqual(inUsEast1.sort(), [
      "Key",
      "LogDelivery",
      "LogDeliveryDestination",
      "LogDeliverySource",
      "LogGroup",
      "WebAcl",
      "WebAclLoggingConfiguration",
    ]);
    const [webAcl] = inputsOf(plan, "aws:wafv2/webAcl:WebAcl");
    assert.equal(webAcl?.scope, "CLOUDFRONT");
  });
});
