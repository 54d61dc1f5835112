import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { inputsOf, planOf } from "./plan-of-example";

describe("the example of CloudFront", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("cloudfront");
  });

  it("answers by HTTPS without a domain on each platform, by a distribution of its own", () => {
    const distributions = inputsOf(plan, "aws:cloudfront/distribution:Distribution");
    assert.equal(distributions.length, 2);
    for (const { viewerCertificate } of distributions) {
      assert.deepEqual(viewerCertificate, { cloudfrontDefaultCertificate: true });
    }
    const { ecsUrls, ecsLoadBalancer, eksUrls, eksLoadBalancer } = plan.outputs as Record<string, unknown>;
    for (const hostName of [ecsLoadBalancer, eksLoadBalancer]) {
      assert.match(String(hostName), /^d[0-9a-f]{13}\.cloudfront\.net$/);
    }
    assert.notEqual(ecsLoadBalancer, eksLoadBalancer);
    assert.deepEqual(ecsUrls, { hello: `https://${ecsLoadBalancer}/` });
    assert.deepEqual(eksUrls, { hello: `https://${eksLoadBalancer}/` });
  });

  it("has load balancers without public addresses", () => {
    const [loadBalancer, ...others] = inputsOf(plan, "aws:lb/loadBalancer:LoadBalancer");
    assert.deepEqual(others, []);
    assert.equal(loadBalancer?.internal, true);
    const [parameters, ...more] = inputsOf(plan, "kubernetes:eks.amazonaws.com/v1:IngressClassParams");
    assert.deepEqual(more, []);
    assert.equal((parameters?.spec as { scheme?: string } | undefined)?.scheme, "internal");
  });

  it("has web ACL, its logs with their key, and the delivery of access logs in us-east-1, and all else in the stack's region", () => {
    const inUsEast1 = plan.steps
      .filter(({ newState }) => newState.inputs?.region === "us-east-1" && newState.type.startsWith("aws:"))
      .map(({ newState }) => newState.type.split(":").at(-1));
    const delivery = ["LogDelivery", "LogDeliveryDestination", "LogDeliverySource"];
    assert.deepEqual(
      inUsEast1.sort(),
      [...delivery, ...delivery, "Key", "LogGroup", "WebAcl", "WebAclLoggingConfiguration"].sort(),
    );
    const [webAcl] = inputsOf(plan, "aws:wafv2/webAcl:WebAcl");
    assert.equal(webAcl?.scope, "CLOUDFRONT");
  });
});
