import assert from "node:assert/strict";
import { errorsOf, prod, read } from "./reading";

const notKnown = "which is not a region in which ECS and EKS run.";
const newer = "For a region that is newer than this list, set aws:skipRegionValidation: true.";

describe("the region", () => {
  it("is one that exists", () => {
    assert.deepEqual(errorsOf({ "aws:region": "us-esat-1" }), [
      `aws:region is "us-esat-1", ${notKnown} Did you mean us-east-1? ${newer}`,
    ]);
    assert.deepEqual(errorsOf({ "aws:region": "moon-orbit-1" }), [
      `aws:region is "moon-orbit-1", ${notKnown} ${newer}`,
    ]);
  });

  it("can be in the partitions aws and aws-us-gov", () => {
    for (const region of ["eu-central-1", "us-gov-west-1"]) {
      assert.equal(read({ "aws:region": region }).provider.region, region);
    }
  });

  it("is refused in China, unless the stack takes the differences upon itself", () => {
    assert.deepEqual(errorsOf({ "aws:region": "cn-north-1" }), [
      'aws:region is "cn-north-1", in the partition aws-cn, where interface endpoints (cn.com.amazonaws…), principals (ec2.amazonaws.com.cn), endpoints and sign-in of CI have other names, which this template doesn\'t know. To deploy there nevertheless, set aws:skipRegionValidation: true.',
    ]);
    const config = { "aws:region": "cn-north-1", "aws:skipRegionValidation": "true" };
    assert.equal(read(config).provider.region, "cn-north-1");
  });

  it("can be unknown where the stack allows it, and so can those of replicas", () => {
    const registry = { namespace: "acme", manageRegistrySettings: true, replicateTo: ["moon-orbit-2"] };
    const config = { "aws:region": "moon-orbit-1", "aws:skipRegionValidation": "true", registry };
    assert.equal(read(config).provider.region, "moon-orbit-1");
  });

  it("is missing with advice where the stack has no configuration at all", () => {
    assert.deepEqual(errorsOf({ "aws:region": undefined }), [
      "aws:region is missing: set the region of the stack, such as us-east-1. The stack has no configuration at all: in Pulumi.stack.yaml every key must be below `config:`, indented.",
    ]);
    assert.deepEqual(errorsOf({ "aws:region": undefined, tier: "dev" }), [
      "aws:region is missing: set the region of the stack, such as us-east-1.",
    ]);
  });
});

describe("secrets that can't be decrypted, as in the offline preview", () => {
  it("are allowed wherever a secret is", () => {
    const secret = "[secret]";
    const config = {
      "aws:assumeRoles": [{ roleArn: secret }],
      "aws:secretKey": secret,
      services: { web: { image: secret, environment: { TOKEN: secret } } },
      registry: { caches: { "docker-hub": { credentialsArn: secret } } },
      tags: { owner: secret },
      ...prod,
    };
    const secrets = ["aws:assumeRoles", "aws:secretKey", "services", "registry", "tags"];
    assert.deepEqual(Object.keys(read(config, secrets).services), ["web"]);
  });

  it("are rejected elsewhere", () => {
    assert.deepEqual(errorsOf({ services: { hello: { port: "[secret]" } } }, ["services"]), [
      "aws-containers:services.hello.port is [secret], but must be a whole number from 1 to 65535.",
    ]);
  });
});
