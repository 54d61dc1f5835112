import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Registry, type RegistryArgs } from "../../../components/registry";
import { json, planOf } from "../../support/plan";
import { planOfRegistry, refusals } from "./a-registry";

describe("Registry with caches", () => {
  const credentialsArn =
    "arn:aws:secretsmanager:us-east-1:000000000000:secret:ecr-pullthroughcache/hub-AbCdEf";

  it("imports from each public registry below a prefix, with credentials where they are required", async () => {
    const plan = await planOfRegistry({
      caches: { "docker-hub": { credentialsArn: pulumi.secret(credentialsArn) }, "ecr-public": {} },
      keepImages: 7,
    });
    const rule = plan.resource("registry-docker-hub-rule");
    assert.equal(rule.inputs.upstreamRegistryUrl, "registry-1.docker.io");
    assert.equal(rule.inputs.ecrRepositoryPrefix, "docker-hub");
    assert.deepEqual(Object.keys(rule.inputs.credentialArn ?? {}), ["value"], "a secret stays secret");
    assert.deepEqual(plan.resource("registry-ecr-public-rule").inputs, {
      ecrRepositoryPrefix: "ecr-public",
      upstreamRegistryUrl: "public.ecr.aws",
    });
    const { lifecyclePolicy, ...template } = plan.resource("registry-docker-hub-template").inputs;
    assert.deepEqual(template, {
      prefix: "docker-hub",
      description: "Images from registry-1.docker.io",
      appliedFors: ["PULL_THROUGH_CACHE"],
      imageTagMutability: "MUTABLE",
      encryptionConfigurations: [{ encryptionType: "AES256" }],
    });
    assert.deepEqual(json(lifecyclePolicy), {
      rules: [
        {
          rulePriority: 1,
          description: "Keep the 7 most recently imported images",
          selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 7 },
          action: { type: "expire" },
        },
      ],
    });
  });

  it("is a child of the registry, in its account and region", async () => {
    const plan = await planOf(() => {
      const provider = new aws.Provider("elsewhere", { region: "eu-central-1" });
      new Registry("registry", { caches: { "ecr-public": {} } }, { providers: [provider] });
    });
    const cache = plan.resource("PullThroughCache", "registry-ecr-public");
    assert.equal(cache.parent, plan.resource("Registry", "registry").urn);
    assert.deepEqual(cache.outputs, { prefix: "ecr-public" });
    const children = plan.childrenOf(cache);
    assert.equal(children.length, 2);
    for (const { name, provider } of children) {
      assert.ok(provider?.startsWith(plan.resource("elsewhere").urn), name);
    }
  });

  it("refuses missing and superfluous credentials, and other registries", () => {
    const caches = { "docker-hub": {}, "ecr-public": { credentialsArn }, quay: {} };
    assert.deepEqual(refusals({ caches } as Partial<RegistryArgs>), [
      'caches has "quay": must be docker-hub, ecr-public or github',
      "caches.docker-hub requires credentialsArn: that registry authenticates pulls",
      "caches.ecr-public.credentialsArn must be left out: that registry takes no credentials",
    ]);
  });
});
