import assert from "node:assert/strict";
import type { PreviewOfStack } from "../../support/stack-preview";
import { imagesOf, inputsOf, planOf } from "./plan-of-example";

describe("the example of promotion", () => {
  let plan: PreviewOfStack;
  before(async () => {
    plan = await planOf("promotion");
  });

  it("runs the digest of another stack, and never touches Docker", () => {
    const [image] = imagesOf(plan);
    assert.match(
      String(image),
      /^000000000000\.dkr\.ecr\.eu-central-1\.amazonaws\.com\/.+@sha256:[0-9a-f]{64}$/,
    );
    assert.deepEqual(
      plan.steps.filter(({ urn }) => /docker|:ecr/.test(urn)),
      [],
    );
    assert.ok(!JSON.stringify(plan).includes("mock-ecr-password"));
  });

  it("tells what it runs by the references of the stack that built it", () => {
    const { imageUris } = plan.outputs as { imageUris: { hello: { tag: string; digest: string } } };
    assert.equal(imageUris.hello.digest, imagesOf(plan)[0]);
    assert.match(imageUris.hello.tag, /:[0-9a-f]{20}$/);
  });

  it("may pull from that repository alone", () => {
    const policies = inputsOf(plan, "aws:iam/rolePolicy:RolePolicy").map(({ policy }) => String(policy));
    const repository = /amazonaws\.com\/(.+)@/.exec(imagesOf(plan)[0] ?? "")?.[1];
    const arn = `arn:aws:ecr:eu-central-1:000000000000:repository/${repository}`;
    assert.equal(policies.filter((policy) => policy.includes(`"Resource":"${arn}"`)).length, 1);
  });
});
