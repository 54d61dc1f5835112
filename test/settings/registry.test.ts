import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type Case, errorsOf, prod, read } from "./reading";

const digest = `sha256:${"0".repeat(64)}`;
const credentialsArn = "arn:aws:secretsmanager:us-east-1:222233334444:secret:ecr-pullthroughcache/hub-AbCdEf";

describe("registry settings", () => {
  it("are the tier's, with what the stack sets", () => {
    assert.deepEqual(read({ registry: { pullAccounts: ["222233334444"], pullByLambda: true } }).registry, {
      scanning: "basic",
      keepImages: 30,
      expireUntaggedAfterDays: 1,
      encryption: "kms",
      manageRegistrySettings: false,
      pullAccounts: ["222233334444"],
      pullByLambda: true,
      forceDelete: true,
      protect: false,
    });
  });

  it("keep no count of images where they go by time", () => {
    for (const time of [{ expireAfterDays: 90 }, { archiveAfterDays: 90 }]) {
      assert.equal(read({ registry: time }).registry.keepImages, undefined);
    }
  });

  it("scan continuously in prod, in the stack that manages the registry settings", () => {
    const enhanced = { scanning: "enhanced", manageRegistrySettings: true };
    assert.equal(read({ ...prod, registry: enhanced }).registry.scanFrequency, "continuous");
    assert.equal(read({ registry: enhanced }).registry.scanFrequency, undefined);
    assert.equal(read({ ...prod, registry: { scanning: "enhanced" } }).registry.scanFrequency, undefined);
  });

  it("take the ARN of a cache's credentials as a secret", async () => {
    const registry = { caches: { "docker-hub": { credentialsArn } } };
    const { caches } = read({ registry }, ["registry"]).registry;
    assert.ok(await pulumi.isSecret(pulumi.output(caches?.["docker-hub"]?.credentialsArn)));
  });

  const cases: Case[] = [
    {
      what: "settings of the whole registry that the stack does not manage, and destinations without a namespace",
      config: {
        registry: {
          scanning: "enhanced",
          scanFilters: ["*"],
          scanFrequency: "on-push",
          replicateTo: ["eu-west-1"],
        },
      },
      lines: [
        "aws-containers:registry.replicateTo needs manageRegistrySettings: true, in this one stack of the account and region: ECR has one replication configuration.",
        "aws-containers:registry.replicateTo needs namespace: in the destinations ECR finds the settings of the replicas by it.",
        "aws-containers:registry.scanFilters needs scanning: enhanced and manageRegistrySettings: true.",
        "aws-containers:registry.scanFrequency needs scanning: enhanced and manageRegistrySettings: true.",
      ],
    },
    {
      what: "a destination twice, misspelt or in the stack's own region",
      config: {
        registry: {
          namespace: "acme",
          manageRegistrySettings: true,
          replicateTo: ["us-east-1", "eu-west-1", "eu-west-1", "222233334444/eu-wset-1"],
        },
      },
      lines: [
        "aws-containers:registry.replicateTo[0] is us-east-1, the stack's own region.",
        "aws-containers:registry.replicateTo[2] is eu-west-1, which is already in the list.",
        'aws-containers:registry.replicateTo[3] is "eu-wset-1", which is not a region in which ECS and EKS run. Did you mean eu-west-1? For a region that is newer than this list, set aws:skipRegionValidation: true.',
      ],
    },
    {
      what: "replication from other accounts to a registry that the stack does not manage",
      config: { registry: { allowReplicationFrom: { accounts: ["222233334444"], namespaces: ["acme"] } } },
      lines: [
        "aws-containers:registry.allowReplicationFrom needs manageRegistrySettings: true, in this one stack of the account and region: ECR has one registry policy.",
      ],
    },
    {
      what: "two retention rules",
      config: { registry: { keepImages: 5, expireAfterDays: 5, expireArchivedAfterDays: 90 } },
      lines: [
        "aws-containers:registry.expireAfterDays can't be combined with keepImages: ECR applies only one rule to an image.",
        "aws-containers:registry.expireArchivedAfterDays needs archiveAfterDays: no image is archived.",
      ],
    },
    {
      what: "tag rules with two limits or none",
      config: {
        registry: { tagRules: [{ pattern: "a*" }, { pattern: "b", keepImages: 1, expireAfterDays: 1 }] },
      },
      lines: [
        "aws-containers:registry.tagRules[0] needs either keepImages or expireAfterDays.",
        "aws-containers:registry.tagRules[1] needs either keepImages or expireAfterDays.",
      ],
    },
    {
      what: "every tag as a pattern",
      config: { registry: { tagRules: [{ pattern: "*", keepImages: 1 }] } },
      lines: [
        'aws-containers:registry.tagRules[0].pattern is "*", but must be a tag with up to four *, such as pr-*.',
      ],
    },
    {
      what: "accounts, organizations, stacks and credentials of the wrong form",
      config: {
        registry: {
          pullAccounts: ["12"],
          pullOrganizations: ["acme"],
          promotedTo: ["prod"],
          caches: { "docker-hub": { credentialsArn: "arn:x" }, github: {}, quay: {} },
        },
      },
      lines: [
        'aws-containers:registry.caches.docker-hub.credentialsArn is "arn:x", but must be the ARN of a secret whose name begins with ecr-pullthroughcache/.',
        "aws-containers:registry.caches.github.credentialsArn is missing: it must be the ARN of a secret whose name begins with ecr-pullthroughcache/.",
        "aws-containers:registry.caches.quay is unknown. Known here: docker-hub, ecr-public, github.",
        'aws-containers:registry.promotedTo[0] is "prod", but must be a stack as organization/project/stack, such as acme/aws-containers/dev.',
        'aws-containers:registry.pullAccounts[0] is "12", but must be the 12 digits of an AWS account, in quotes.',
        'aws-containers:registry.pullOrganizations[0] is "acme", but must be the id of an organization, such as o-a1b2c3d4e5.',
      ],
    },
  ];
  for (const { what, config, lines } of cases) {
    it(`reject ${what}`, () => assert.deepEqual(errorsOf(config), lines));
  }
});

describe("settings of a service's image", () => {
  const hello = (config: object) => ({ services: { hello: config } });

  it("are a build with arguments as strings", () => {
    const { hello: service } = read(
      hello({
        source: "./app",
        target: "web",
        buildArgs: { A: 1, B: true, C: "c" },
        maxSourceMegabytes: "20",
      }),
    ).services;
    const { source, target, buildArgs, maxSourceMegabytes } = service as unknown as Record<string, unknown>;
    assert.deepEqual(
      { source, target, buildArgs, maxSourceMegabytes },
      { source: "./app", target: "web", buildArgs: { A: "1", B: "true", C: "c" }, maxSourceMegabytes: 20 },
    );
  });

  it("are the image of a service of another stack, of the same name unless it names another", () => {
    const stack = "acme/aws-containers/dev";
    assert.deepEqual(read(hello({ imageFrom: { stack } })).services.hello?.imageFrom, {
      stack,
      service: "hello",
    });
    assert.deepEqual(
      read({ ...prod, ...hello({ imageFrom: { stack, service: "web" } }) }).services.hello?.imageFrom,
      {
        stack,
        service: "web",
      },
    );
  });

  it("may be an image of a cache that the registry has", () => {
    const image = `cache:ecr-public/nginx/nginx@${digest}`;
    const config = { ...prod, ...hello({ image }), registry: { caches: { "ecr-public": {} } } };
    assert.equal(read(config).services.hello?.image, image);
  });

  const cases: Case[] = [
    {
      what: "an image of a cache that the registry lacks",
      config: { ...hello({ image: "cache:docker-hub/nginx:1" }), registry: { caches: { "ecr-public": {} } } },
      lines: [
        'aws-containers:services.hello.image is "cache:docker-hub/nginx:1", but must be cache:NAME/IMAGE@sha256:… with a cache of aws-containers:registry.caches, which has ecr-public.',
      ],
    },
    {
      what: "several image sources",
      config: hello({
        source: "./app",
        image: "nginx",
        imageFrom: { stack: "a/b/c" },
      }),
      lines: [
        "aws-containers:services.hello.image can't be combined with source: only one of source, image and imageFrom can be set.",
        "aws-containers:services.hello.imageFrom can't be combined with source: only one of source, image and imageFrom can be set.",
      ],
    },
    {
      what: "build settings with an existing image",
      config: hello({ image: "nginx", target: "web", buildArgs: { A: "b" }, dockerfile: "x" }),
      lines: [
        "aws-containers:services.hello.buildArgs can't be combined with image: only what has a source is built.",
        "aws-containers:services.hello.dockerfile can't be combined with image: only what has a source is built.",
        "aws-containers:services.hello.target can't be combined with image: only what has a source is built.",
      ],
    },
    {
      what: "build arguments with names of secrets",
      config: hello({ buildArgs: { GITHUB_TOKEN: "x", SOURCE_DATE_EPOCH: 1, VERSION: 1 } }),
      lines: [
        "aws-containers:services.hello.buildArgs.GITHUB_TOKEN has the name of a secret, and everyone with access to the image can read build arguments: read it when the container starts, or rename it if it isn't secret.",
        "aws-containers:services.hello.buildArgs.SOURCE_DATE_EPOCH is set by the template, so that the same source gives the same image.",
      ],
    },
    {
      what: "a Dockerfile that isn't there or lies elsewhere",
      config: { services: { a: { source: "./app", dockerfile: "x/Dockerfile", routes: [{ path: "/*" }] } } },
      lines: ['aws-containers:services.a.dockerfile is "x/Dockerfile", but ./app has no such file.'],
    },
    {
      what: "a Dockerfile outside of the source",
      config: hello({ dockerfile: "../Dockerfile" }),
      lines: [
        'aws-containers:services.hello.dockerfile is "../Dockerfile", but must be a path inside the source directory, such as docker/web.Dockerfile.',
      ],
    },
  ];
  for (const { what, config, lines } of cases) {
    it(`reject ${what}`, () => assert.deepEqual(errorsOf(config), lines));
  }

  it("reject a secret image of a cache, without showing it", () => {
    const config = {
      ...hello({ image: "cache:ecr-public/hunter2:1" }),
      registry: { caches: { "ecr-public": {} } },
    };
    assert.deepEqual(errorsOf(config, ["services"]), [
      "aws-containers:services.hello.image names a cache, which the program has to read: set it without --secret.",
    ]);
  });

  it("reject a build argument that is secret, without showing it", () => {
    const lines = errorsOf({ "services.hello.buildArgs.A": "hunter2" }, ["services.hello.buildArgs.A"]);
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", /is secret, but the plan depends on it/);
    assert.ok(!lines[0]?.includes("hunter2"));
  });
});
