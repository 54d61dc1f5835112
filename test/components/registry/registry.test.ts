import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Registry, type RegistryArgs } from "../../../components/registry";
import { json, planOf, Secret } from "../../support/plan";

const planOfRegistry = (args: RegistryArgs) =>
  planOf(() => {
    const { repositoryUrls, credentials } = new Registry("registry", args);
    return { repositoryUrls, ...credentials };
  });

describe("Registry", () => {
  it("is a repository for each name, with immutable tags and a scan on push", async () => {
    const plan = await planOfRegistry({ repositories: ["hello", "shop-cart"] });
    const repositories = plan.ofType("ecr/repository:Repository");

    assert.deepEqual(
      plan.resources.map(({ name, parent }) => [name, parent?.split("::").at(-1)]),
      [
        ["registry-hello", "registry"],
        ["registry-shop-cart", "registry"],
        ["registry", "aws-containers-dev"],
      ],
    );
    for (const { inputs, protect } of repositories) {
      assert.deepEqual(inputs, {
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: "AES256" }],
        forceDelete: false,
      });
      assert.equal(protect, false);
    }
    assert.deepEqual(plan.outputs.repositoryUrls, {
      hello: plan.resource("registry-hello").outputs.repositoryUrl,
      "shop-cart": plan.resource("registry-shop-cart").outputs.repositoryUrl,
    });
    assert.deepEqual(plan.resource("registry").outputs.repositoryUrls, plan.outputs.repositoryUrls);
  });

  it("has no scan by argument", async () => {
    const plan = await planOfRegistry({ repositories: ["hello"], scanning: "off" });
    assert.deepEqual(plan.resource("registry-hello").inputs.imageScanningConfiguration, {
      scanOnPush: false,
    });
  });

  it("encrypts with a key of its own that rotates, and protects both", async () => {
    const plan = await planOfRegistry({ repositories: ["hello"], encryption: "kms", protect: true });
    const key = plan.resource("registry-key");
    const repository = plan.resource("registry-hello");
    const { policy, ...inputs } = key.inputs;
    assert.deepEqual(inputs, {
      description: "Encrypts the images of aws-containers/dev",
      enableKeyRotation: true,
      deletionWindowInDays: 30,
    });
    assert.deepEqual(json(policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AdministerByIam",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::000000000000:root" },
          Action: [
            "kms:CancelKeyDeletion",
            "kms:CreateAlias",
            "kms:DeleteAlias",
            "kms:Describe*",
            "kms:Disable*",
            "kms:Enable*",
            "kms:Get*",
            "kms:List*",
            "kms:PutKeyPolicy",
            "kms:RevokeGrant",
            "kms:RotateKeyOnDemand",
            "kms:ScheduleKeyDeletion",
            "kms:TagResource",
            "kms:UntagResource",
            "kms:Update*",
          ],
          Resource: "*",
        },
        {
          Sid: "UseThroughEcr",
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: [
            "kms:CreateGrant",
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:Encrypt",
            "kms:GenerateDataKey*",
            "kms:ReEncrypt*",
            "kms:RetireGrant",
          ],
          Resource: "*",
          Condition: {
            StringEquals: {
              "kms:CallerAccount": "000000000000",
              "kms:ViaService": "ecr.us-east-1.amazonaws.com",
            },
          },
        },
      ],
    });
    assert.deepEqual(repository.inputs.encryptionConfigurations, [
      { encryptionType: "KMS", kmsKey: key.outputs.arn },
    ]);
    assert.deepEqual([key.protect, repository.protect, repository.inputs.forceDelete], [true, true, false]);
  });

  it("is deleted with its images, and its key after 7 days, with forceDelete", async () => {
    const plan = await planOfRegistry({ repositories: ["hello"], encryption: "kms", forceDelete: true });
    assert.equal(plan.resource("registry-hello").inputs.forceDelete, true);
    assert.equal(plan.resource("registry-key").inputs.deletionWindowInDays, 7);
  });

  it("has credentials, of which only the password is secret", async () => {
    const { outputs } = await planOfRegistry({ repositories: ["hello"] });
    assert.equal(outputs.server, "000000000000.dkr.ecr.us-east-1.amazonaws.com");
    assert.equal(outputs.username, "AWS");
    assert.ok(outputs.password instanceof Secret);
  });

  it("requests credentials once, where its provider is", async () => {
    const { outputs } = await planOf(() => {
      const provider = new aws.Provider("elsewhere", { region: "eu-central-1" });
      const registry = new Registry("registry", { repositories: [] }, { providers: [provider] });
      const [first, second] = [registry.credentials, registry.credentials];
      return { server: first.server, same: first === second };
    });
    assert.deepEqual(outputs, { server: "000000000000.dkr.ecr.eu-central-1.amazonaws.com", same: true });
  });

  it("creates nothing without names", async () => {
    const plan = await planOf(() => new Registry("registry", { repositories: [] }));
    assert.deepEqual(
      plan.resources.map(({ name }) => name),
      ["registry"],
    );
  });

  it("finds a repository by name, or lists those that exist", async () => {
    await planOf(() => {
      const registry = new Registry("registry", { repositories: ["hello", "shop"] });
      assert.equal(registry.repository("shop"), registry.repositories.shop);
      assert.throws(() => registry.repository("cart"), {
        message: 'The registry has no repository "cart"; it has hello, shop.',
      });
    });
  });

  it("refuses all invalid arguments at once", () => {
    const args = {
      repositories: ["Hello", "a", "a", "-b"],
      scanning: "deep",
      encryption: "none",
      forceDelete: true,
      protect: true,
    };
    assert.throws(
      () => new Registry("registry", args as unknown as RegistryArgs),
      (error: unknown) => {
        assert.ok(pulumi.RunError.isInstance(error));
        assert.equal(
          error.message,
          [
            'Invalid arguments for Registry "registry":',
            '  - repositories[0] is "Hello": must be lowercase letters, digits and inner hyphens, at most 200 characters',
            '  - repositories[3] is "-b": must be lowercase letters, digits and inner hyphens, at most 200 characters',
            '  - repositories[2] is "a": must be unique, but repositories[1] is the same',
            '  - scanning is "deep": must be basic, enhanced or off',
            '  - encryption is "none": must be aes256 or kms',
            "  - protect can't be combined with forceDelete: Pulumi never deletes a protected repository",
          ].join("\n"),
        );
        return true;
      },
    );
  });
});
