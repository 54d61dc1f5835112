import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Registry, type RegistryArgs } from "../../../components/registry";
import { json, planOf } from "../../support/plan";

const planOfRegistry = (args: Partial<RegistryArgs> = {}) =>
  planOf(() => new Registry("registry", { repositories: ["hello"], ...args }));

/** The lines of the one refusal that making a registry ends with. */
function refusals(args: Partial<RegistryArgs>): string[] {
  try {
    new Registry("registry", { repositories: ["hello"], ...args });
  } catch (error) {
    assert.ok(pulumi.RunError.isInstance(error), "must print without a stack trace");
    return error.message.split("\n  - ").slice(1);
  }
  return assert.fail("nothing was refused");
}

const names = (plan: Awaited<ReturnType<typeof planOfRegistry>>) => plan.resources.map(({ name }) => name);

const pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

describe("Registry that others pull from", () => {
  it("lets accounts, organizations and Lambda pull, and no more", async () => {
    const plan = await planOfRegistry({
      pullAccounts: ["111122223333"],
      pullOrganizations: ["o-a1b2c3d4e5"],
      pullByLambda: true,
    });
    const { inputs } = plan.resource("registry-hello-pull", "RepositoryPolicy");
    assert.equal(inputs.repository, plan.resource("registry-hello").outputs.name);
    assert.deepEqual(json(inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "PullFromAccounts",
          Effect: "Allow",
          Principal: { AWS: ["arn:aws:iam::111122223333:root"] },
          Action: pull,
        },
        {
          Sid: "PullFromOrganizations",
          Effect: "Allow",
          Principal: "*",
          Action: pull,
          Condition: { StringEquals: { "aws:PrincipalOrgID": ["o-a1b2c3d4e5"] } },
        },
        {
          Sid: "PullByLambda",
          Effect: "Allow",
          Principal: { Service: "lambda.amazonaws.com" },
          Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          Condition: {
            StringEquals: { "aws:SourceAccount": ["000000000000", "111122223333"] },
            ArnLike: {
              "aws:SourceArn": [
                "arn:aws:lambda:us-east-1:000000000000:function:*",
                "arn:aws:lambda:us-east-1:111122223333:function:*",
              ],
            },
          },
        },
      ],
    });
  });

  it("has no policy where nobody else pulls", async () => {
    assert.deepEqual(names(await planOfRegistry({ pullAccounts: [], pullByLambda: false })), [
      "registry-hello",
      "registry",
    ]);
  });

  it("refuses what are no accounts and no organizations", () => {
    assert.deepEqual(refusals({ pullAccounts: ["12"], pullOrganizations: ["acme"] }), [
      'pullAccounts: "12" is not the 12 digits of an AWS account',
      'pullOrganizations: "acme" is not the id of an organization, o-…',
    ]);
  });
});

describe("Registry with enhanced scanning", () => {
  it("sets it for the account where the stack owns it", async () => {
    const plan = await planOfRegistry({
      scanning: "enhanced",
      ownsAccountSettings: true,
      scanFrequency: "continuous",
      scanFilters: ["acme/*", "hello"],
    });
    const { inputs, parent } = plan.resource("registry-scanning");
    assert.deepEqual(inputs, {
      scanType: "ENHANCED",
      rules: [
        {
          scanFrequency: "CONTINUOUS_SCAN",
          repositoryFilters: [
            { filter: "acme/*", filterType: "WILDCARD" },
            { filter: "hello", filterType: "WILDCARD" },
          ],
        },
      ],
    });
    assert.equal(parent, plan.resource("registry", "RegistryScanning").urn);
  });

  it("scans all repositories on push by default", async () => {
    const plan = await planOfRegistry({ scanning: "enhanced", ownsAccountSettings: true });
    assert.deepEqual(plan.resource("registry-scanning").inputs.rules, [
      { scanFrequency: "SCAN_ON_PUSH", repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }] },
    ]);
  });

  it("leaves the account alone where another stack owns it, and keeps the scan on push", async () => {
    const plan = await planOfRegistry({ scanning: "enhanced" });
    assert.deepEqual(names(plan), ["registry-hello", "registry"]);
    assert.deepEqual(plan.resource("registry-hello").inputs.imageScanningConfiguration, { scanOnPush: true });
  });

  it("refuses filters that would count for nothing", () => {
    assert.deepEqual(refusals({ scanFilters: ["A B"], scanFrequency: "on-push" }), [
      "scanFrequency: needs scanning enhanced and ownsAccountSettings",
      "scanFilters: needs scanning enhanced and ownsAccountSettings",
      'scanFilters: "A B" is not part of a repository\'s name, with * for any characters',
    ]);
  });
});

describe("Registry that replicates", () => {
  const args = { namespace: "acme", ownsAccountSettings: true };

  it("copies its namespace, and has a template in each region of its own account", async () => {
    const plan = await planOfRegistry({
      ...args,
      replicateTo: ["eu-west-1", "111122223333/eu-west-1"],
      pullAccounts: ["111122223333"],
      pullByLambda: true,
      keepImages: 5,
    });
    assert.equal(plan.resource("registry-hello").inputs.name, "acme/hello");
    const replication = plan.resource("registry-replication");
    assert.deepEqual(replication.inputs, {
      replicationConfiguration: {
        rules: [
          {
            destinations: [
              { region: "eu-west-1", registryId: "000000000000" },
              { region: "eu-west-1", registryId: "111122223333" },
            ],
            repositoryFilters: [{ filter: "acme/", filterType: "PREFIX_MATCH" }],
          },
        ],
      },
    });
    assert.deepEqual(plan.dependenciesOf(replication), ["registry-eu-west-1"]);
    const { lifecyclePolicy, repositoryPolicy, ...inputs } = plan.theOne("RepositoryCreationTemplate").inputs;
    assert.deepEqual(inputs, {
      region: "eu-west-1",
      prefix: "acme",
      description: "Copies of images, by aws-containers/dev",
      appliedFors: ["REPLICATION"],
      imageTagMutability: "IMMUTABLE",
      encryptionConfigurations: [{ encryptionType: "AES256" }],
    });
    const { rules } = json(lifecyclePolicy) as { rules: { description: string }[] };
    assert.deepEqual(
      rules.map(({ description }) => description),
      ["Keep the 5 tagged images pushed last", "Expire untagged images after 1 days"],
    );
    assert.match(JSON.stringify(json(repositoryPolicy)), /arn:aws:lambda:eu-west-1:111122223333:function/);
  });

  it("encrypts copies with a key in their region, which only ECR may use", async () => {
    const plan = await planOfRegistry({
      ...args,
      replicateTo: ["eu-west-1"],
      encryption: "kms",
      protect: true,
    });
    const key = plan.resource("registry-eu-west-1-key");
    const role = plan.resource("registry-creation", "iam/role:Role");
    const template = plan.theOne("RepositoryCreationTemplate").inputs;
    assert.deepEqual([key.inputs.region, key.protect], ["eu-west-1", true]);
    assert.match(String(key.inputs.policy), /ecr\.eu-west-1\.amazonaws\.com/);
    assert.match(String(key.outputs.arn), /^arn:aws:kms:eu-west-1:/);
    assert.deepEqual(
      [template.customRoleArn, template.encryptionConfigurations],
      [role.outputs.arn, [{ encryptionType: "KMS", kmsKey: key.outputs.arn }]],
    );
    assert.deepEqual(json(role.inputs.assumeRolePolicy), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "ecr.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": "000000000000" } },
        },
      ],
    });
    assert.deepEqual(json(plan.resource("registry-creation", "RolePolicy").inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "CreateRepositories",
          Effect: "Allow",
          Action: ["ecr:CreateRepository", "ecr:ReplicateImage"],
          Resource: "arn:aws:ecr:*:000000000000:repository/acme/*",
        },
        {
          Sid: "EncryptThem",
          Effect: "Allow",
          Action: ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"],
          Resource: [key.outputs.arn],
        },
      ],
    });
  });

  it("refuses destinations that aren't, and what it can't be without", () => {
    assert.deepEqual(refusals({ replicateTo: ["eu", "eu-west-1", "eu-west-1"], namespace: "A/" }), [
      'namespace: "A/" is not the beginning of a name: lower-case letters, digits and inner . _ - /, at most 30',
      'replicateTo: "eu" is neither a region nor account/region',
      'replicateTo: "eu-west-1" is there twice',
      "replicateTo: needs ownsAccountSettings: ECR has one replication configuration in a region",
    ]);
    assert.deepEqual(refusals({ replicateTo: ["eu-west-1"], ownsAccountSettings: true }), [
      "replicateTo: needs namespace: in the destinations, ECR finds the settings of copies by it",
    ]);
  });
});

describe("Registry that receives copies", () => {
  const receive = { accounts: ["111122223333"], namespaces: ["acme/shop", "tools"] };

  it("lets other accounts copy below their namespaces, and settles what the copies are like", async () => {
    const plan = await planOfRegistry({ ownsAccountSettings: true, receive, expireAfterDays: 90 });
    const policy = plan.resource("registry-received");
    assert.deepEqual(json(policy.inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ReceiveCopies",
          Effect: "Allow",
          Principal: { AWS: ["arn:aws:iam::111122223333:root"] },
          Action: ["ecr:CreateRepository", "ecr:ReplicateImage"],
          Resource: [
            "arn:aws:ecr:us-east-1:000000000000:repository/acme/shop/*",
            "arn:aws:ecr:us-east-1:000000000000:repository/tools/*",
          ],
        },
      ],
    });
    const templates = ["registry-acme-shop-received", "registry-tools-received"];
    assert.deepEqual(plan.dependenciesOf(policy), templates);
    const { lifecyclePolicy, ...inputs } = plan.resource("registry-acme-shop-received").inputs;
    assert.deepEqual(inputs, {
      region: "us-east-1",
      prefix: "acme/shop",
      description: "Copies of images, by aws-containers/dev",
      appliedFors: ["REPLICATION"],
      imageTagMutability: "IMMUTABLE",
      encryptionConfigurations: [{ encryptionType: "AES256" }],
    });
    assert.match(String(lifecyclePolicy), /Expire tagged images after 90 days/);
  });

  it("refuses accounts and namespaces that aren't, and what another stack may own", () => {
    assert.deepEqual(refusals({ receive: { accounts: ["1"], namespaces: ["A"] } }), [
      "receive: needs ownsAccountSettings: ECR has one policy of the registry in a region",
      'receive.accounts: "1" is not the 12 digits of an AWS account',
      'receive.namespaces: "A" is not the beginning of a name: lower-case letters, digits and inner . _ - /, at most 30',
    ]);
    assert.deepEqual(refusals({ ownsAccountSettings: true, receive: { accounts: [], namespaces: [] } }), [
      "receive: needs at least one account and one namespace",
    ]);
    const twice = { accounts: ["111122223333"], namespaces: ["a/b", "a-b"] };
    assert.deepEqual(refusals({ ownsAccountSettings: true, receive: twice }), [
      'receive.namespaces: "a-b" is there twice, or as good as',
    ]);
  });
});

describe("Registry with caches", () => {
  const credentialsArn =
    "arn:aws:secretsmanager:us-east-1:000000000000:secret:ecr-pullthroughcache/hub-AbCdEf";

  it("fetches from each public registry below a prefix, with credentials where it asks for them", async () => {
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
          description: "Keep the 7 images fetched last",
          selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 7 },
          action: { type: "expire" },
        },
      ],
    });
  });

  it("refuses credentials where none go, none where they must, and other registries", () => {
    const caches = { "docker-hub": {}, "ecr-public": { credentialsArn }, quay: {} };
    assert.deepEqual(refusals({ caches } as Partial<RegistryArgs>), [
      'caches: "quay" is not one of docker-hub, ecr-public, github',
      "caches.docker-hub: needs credentialsArn: that registry asks who pulls",
      "caches.ecr-public: takes no credentialsArn: everybody may pull there",
    ]);
  });
});

describe("Registry with public repositories", () => {
  it("has them in us-east-1, wherever the stack is", async () => {
    const plan = await planOf(
      () =>
        new Registry("registry", {
          repositories: [],
          forceDelete: true,
          publicRepositories: {
            hello: { description: "Hi", about: "# Hi", usage: "run", architectures: ["ARM 64"] },
          },
        }),
      { config: { "aws:region": "eu-central-1" } },
    );
    assert.deepEqual(plan.resource("registry-hello-public").inputs, {
      repositoryName: "hello",
      region: "us-east-1",
      forceDestroy: true,
      catalogData: {
        description: "Hi",
        aboutText: "# Hi",
        usageText: "run",
        architectures: ["ARM 64"],
        operatingSystems: ["Linux"],
      },
    });
    const { publicUris } = plan.resource("registry", "Registry").outputs as { publicUris: { hello: string } };
    assert.match(publicUris.hello, /^public\.ecr\.aws\/[a-z0-9]+\/hello$/);
  });
});
