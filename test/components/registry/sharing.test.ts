import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Registry, type RegistryArgs } from "../../../components/registry";
import { validateRegistry } from "../../../components/registry/registry-validation";
import { ecrLimits } from "../../../facts/ecr-limits";
import { cpuTime } from "../../support/cpu-time";
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

const namespace = "must be lowercase letters, digits and inner . _ - /, at most 30 characters";
const scanFilter =
  "must be part of a repository's name (lowercase letters, digits and inner . _ - /), with * for any characters";

const names = (plan: Awaited<ReturnType<typeof planOfRegistry>>) => plan.resources.map(({ name }) => name);

const pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

describe("Registry that others pull from", () => {
  it("allows accounts, organizations and Lambda to pull, and no more", async () => {
    const plan = await planOfRegistry({
      pullAccounts: ["111122223333"],
      pullOrganizations: ["o-a1b2c3d4e5"],
      pullByLambda: true,
    });
    const { inputs } = plan.resource("RepositoryPolicy", "registry-hello-pull");
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
              "aws:SourceArn": "arn:aws:lambda:us-east-1:*:function:*",
            },
          },
        },
      ],
    });
  });

  it("has no policy where no one else pulls", async () => {
    assert.deepEqual(names(await planOfRegistry({ pullAccounts: [], pullByLambda: false })), [
      "registry-hello",
      "registry",
    ]);
  });

  it("refuses invalid accounts and organizations", () => {
    assert.deepEqual(refusals({ pullAccounts: ["12"], pullOrganizations: ["acme"] }), [
      'pullAccounts[0] is "12": must be the 12 digits of an AWS account',
      'pullOrganizations[0] is "acme": must be the id of an organization, such as o-a1b2c3d4e5',
    ]);
  });
});

describe("The largest repository policy that a registry takes", () => {
  const access = {
    pullAccounts: Array.from({ length: 100 }, (_, index) => String(100000000000 + index)),
    pullOrganizations: Array.from({ length: 10 }, (_, index) => `o-${"a".repeat(31)}${index}`),
    pullByLambda: true,
  };

  it("fits into what ECR accepts, in the partition with the longest names", async () => {
    const plan = await planOf(
      () => {
        const provider = new aws.Provider("gov", { region: "us-gov-west-1" });
        new Registry("registry", { repositories: ["hello"], ...access }, { providers: [provider] });
      },
      { config: { "aws:region": "us-gov-west-1" } },
    );
    const policy = String(plan.theOne("RepositoryPolicy").inputs.policy);
    assert.match(policy, /arn:aws-us-gov:lambda:us-gov-west-1/);
    assert.ok(policy.length <= ecrLimits.repositoryPolicyLength.max, `${policy.length} characters`);
  });

  it("is no larger", () => {
    assert.deepEqual(
      refusals({
        pullAccounts: [...access.pullAccounts, "111122223333"],
        pullOrganizations: [...access.pullOrganizations, "o-a1b2c3d4e5"],
      }),
      [
        "pullAccounts has 101 accounts: must have at most 100",
        "pullOrganizations has 11 organizations: must have at most 10",
      ],
    );
  });
});

describe("Registry with enhanced scanning", () => {
  it("configures it for the account where the stack manages the registry's settings", async () => {
    const plan = await planOfRegistry({
      scanning: "enhanced",
      manageRegistrySettings: true,
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
    assert.equal(parent, plan.resource("RegistryScanning", "registry").urn);
  });

  it("scans all repositories on push by default", async () => {
    const plan = await planOfRegistry({ scanning: "enhanced", manageRegistrySettings: true });
    assert.deepEqual(plan.resource("registry-scanning").inputs.rules, [
      { scanFrequency: "SCAN_ON_PUSH", repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }] },
    ]);
  });

  it("leaves the account's configuration to another stack by default, with a scan on push", async () => {
    const plan = await planOfRegistry({ scanning: "enhanced" });
    assert.deepEqual(names(plan), ["registry-hello", "registry"]);
    assert.deepEqual(plan.resource("registry-hello").inputs.imageScanningConfiguration, { scanOnPush: true });
  });

  it("refuses filters without effect", () => {
    assert.deepEqual(refusals({ scanFilters: ["A B"], scanFrequency: "on-push" }), [
      "scanFrequency requires scanning: enhanced and manageRegistrySettings: true",
      "scanFilters requires scanning: enhanced and manageRegistrySettings: true",
      `scanFilters[0] is "A B": ${scanFilter}`,
    ]);
  });

  it("takes 1 to 100 filters", () => {
    const args = { scanning: "enhanced", manageRegistrySettings: true } as const;
    const filters = (count: number) => ({ ...args, scanFilters: Array(count).fill("hello") });
    assert.deepEqual(refusals(filters(0)), ["scanFilters has 0 filters: must have 1 to 100"]);
    assert.deepEqual(refusals(filters(101)), ["scanFilters has 101 filters: must have 1 to 100"]);
    assert.deepEqual(validateRegistry(filters(1)), []);
    assert.deepEqual(validateRegistry(filters(100)), []);
  });

  it("judges filters and names in linear time, however long", () => {
    const hostile = ["a", "*", "a-", "-", "a.", "*a"].map((part) => `${part.repeat(100_000 / part.length)}P`);
    const began = cpuTime();
    for (const text of [...hostile, "platform-team-shared-services-frontendProd"]) {
      const args = { scanFilters: [text], repositories: [text], namespace: text, promotedTo: [text] };
      assert.ok(validateRegistry(args).length >= 4);
      validateRegistry({ publicRepositories: { [text]: {} }, replicateTo: [text], pullAccounts: [text] });
    }
    assert.ok(cpuTime() - began < 1000);
  });
});

describe("Registry that replicates", () => {
  const args = { namespace: "acme", manageRegistrySettings: true };

  it("replicates its namespace, and has a template in each region of its own account", async () => {
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
      description: "Replicated images of aws-containers/dev",
      appliedFors: ["REPLICATION"],
      imageTagMutability: "IMMUTABLE",
      encryptionConfigurations: [{ encryptionType: "AES256" }],
    });
    const { rules } = json(lifecyclePolicy) as { rules: { description: string }[] };
    assert.deepEqual(
      rules.map(({ description }) => description),
      ["Keep the 5 most recently pushed tagged images", "Expire untagged images after 1 day"],
    );
    assert.match(JSON.stringify(json(repositoryPolicy)), /arn:aws:lambda:eu-west-1:\*:function/);
  });

  it("encrypts replicated images with a key in their region, which only ECR may use", async () => {
    const plan = await planOfRegistry({
      ...args,
      replicateTo: ["eu-west-1"],
      encryption: "kms",
      protect: true,
    });
    const key = plan.resource("registry-eu-west-1-key");
    const role = plan.resource("iam/role:Role", "registry-creation");
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
    assert.deepEqual(json(plan.resource("RolePolicy", "registry-creation").inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "CreateRepositories",
          Effect: "Allow",
          Action: ["ecr:CreateRepository", "ecr:ReplicateImage"],
          Resource: "arn:aws:ecr:*:000000000000:repository/acme/*",
        },
        {
          Sid: "UseKeys",
          Effect: "Allow",
          Action: ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"],
          Resource: [key.outputs.arn],
        },
      ],
    });
  });

  it("creates no key and no role where images are replicated to other accounts only", async () => {
    const plan = await planOfRegistry({
      ...args,
      replicateTo: ["111122223333/eu-west-1"],
      encryption: "kms",
    });
    assert.deepEqual(plan.ofType("iam/role:Role"), []);
    assert.deepEqual(plan.ofType("iam/rolePolicy:RolePolicy"), []);
    assert.deepEqual(plan.ofType("ecr/repositoryCreationTemplate:RepositoryCreationTemplate"), []);
    assert.deepEqual(
      plan.ofType("kms/key:Key").map(({ name }) => name),
      ["registry-key"],
    );
  });

  it("refuses invalid destinations, and missing requirements", () => {
    assert.deepEqual(refusals({ replicateTo: ["eu", "eu-west-1", "eu-west-1"], namespace: "A/" }), [
      `namespace is "A/": ${namespace}`,
      'replicateTo[0] is "eu": must be a region or account/region, such as 111122223333/eu-west-1',
      'replicateTo[2] is "eu-west-1": must be unique, but replicateTo[1] is the same',
      "replicateTo requires manageRegistrySettings: true, since ECR has one replication configuration per region",
    ]);
    assert.deepEqual(refusals({ replicateTo: ["eu-west-1"], manageRegistrySettings: true }), [
      "replicateTo requires namespace: at the destinations, ECR finds the repositories' template by it",
    ]);
    const regions = (count: number) =>
      Array.from({ length: count }, (_, index) => `eu-${"x".repeat(index + 1)}-1`);
    assert.deepEqual(validateRegistry({ ...args, replicateTo: regions(25) }), []);
    assert.deepEqual(refusals({ ...args, replicateTo: regions(26) }), [
      "replicateTo has 26 destinations: must have at most 25",
    ]);
  });
});

describe("Registry that others replicate to", () => {
  const allowReplicationFrom = { accounts: ["111122223333"], namespaces: ["acme/shop", "tools"] };

  it("allows other accounts to replicate into their namespaces, with templates for the repositories", async () => {
    const plan = await planOfRegistry({
      manageRegistrySettings: true,
      allowReplicationFrom,
      expireAfterDays: 90,
    });
    const policy = plan.resource("registry-received");
    assert.deepEqual(json(policy.inputs.policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AllowReplication",
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
      description: "Replicated images of aws-containers/dev",
      appliedFors: ["REPLICATION"],
      imageTagMutability: "IMMUTABLE",
      encryptionConfigurations: [{ encryptionType: "AES256" }],
    });
    assert.match(String(lifecyclePolicy), /Expire tagged images after 90 days/);
  });

  it("keeps the resources of a stack that has its components under their previous types", async () => {
    const plan = await planOfRegistry({
      manageRegistrySettings: true,
      allowReplicationFrom,
      encryption: "kms",
      repositories: [],
    });
    const previously = (urn: string) =>
      urn
        .replaceAll(":ReplicationPermissions", ":ReceivedCopies")
        .replaceAll(":ReplicationTemplates", ":CopySettings");
    const renamed = plan.resources.filter(({ urn }) => previously(urn) !== urn);
    assert.deepEqual(renamed.map(({ type }) => type.replace(/^.*:/, "")).sort(), [
      ...["Key", "Key", "RegistryPolicy", "ReplicationPermissions", "ReplicationTemplates"],
      ...["ReplicationTemplates", "RepositoryCreationTemplate", "RepositoryCreationTemplate"],
      ...["Role", "Role", "RolePolicy", "RolePolicy"],
    ]);
    for (const { urn, aliases } of renamed) assert.ok(aliases.includes(previously(urn)), urn);
  });

  it("refuses invalid accounts and namespaces, and what another stack may manage", () => {
    assert.deepEqual(refusals({ allowReplicationFrom: { accounts: ["1"], namespaces: ["A"] } }), [
      "allowReplicationFrom requires manageRegistrySettings: true, since ECR has one registry policy per region",
      'allowReplicationFrom.accounts[0] is "1": must be the 12 digits of an AWS account',
      `allowReplicationFrom.namespaces[0] is "A": ${namespace}`,
    ]);
    assert.deepEqual(
      refusals({ manageRegistrySettings: true, allowReplicationFrom: { accounts: [], namespaces: [] } }),
      [
        "allowReplicationFrom.accounts is empty: must have at least one account",
        "allowReplicationFrom.namespaces is empty: must have at least one namespace",
      ],
    );
    const twice = { accounts: ["111122223333"], namespaces: ["a/b", "a-b"] };
    assert.deepEqual(refusals({ manageRegistrySettings: true, allowReplicationFrom: twice }), [
      'allowReplicationFrom.namespaces[1] is "a-b": must be different from allowReplicationFrom.namespaces[0], in more than / and -',
    ]);
  });
});

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
    const { publicUris } = plan.resource("Registry", "registry").outputs as { publicUris: { hello: string } };
    assert.match(publicUris.hello, /^public\.ecr\.aws\/[a-z0-9]+\/hello$/);
    const component = plan.resource("PublicRepository", "registry-hello");
    assert.equal(component.parent, plan.resource("Registry", "registry").urn);
    assert.deepEqual(component.outputs, { uri: publicUris.hello });
    assert.equal(plan.resource("registry-hello-public").protect, false);
  });

  it("protects them and their images by argument", async () => {
    const plan = await planOf(
      () => new Registry("registry", { protect: true, publicRepositories: { hello: {} } }),
    );
    const { protect, inputs } = plan.resource("registry-hello-public");
    assert.deepEqual([protect, inputs.forceDestroy], [true, false]);
  });
});
