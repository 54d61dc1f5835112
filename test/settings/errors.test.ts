import assert from "node:assert/strict";
import { allPlatformNames, platformNames } from "../../settings/platforms";
import { sectionNames } from "../../settings/sections";
import { serviceSchema } from "../../settings/sections/services/service";
import { type Case, errorsOf, prod } from "./reading";

/** What stands in the lines for lists that grow with every setting, so that a new one changes no line here. */
const lists = {
  SECTIONS: [...sectionNames].sort().join(", "),
  SERVICE_KEYS: Object.keys(serviceSchema.shape).sort().join(", "),
};

const cases: Case[] = [
  {
    what: "an unknown key of the stack",
    config: { teir: "prod", planets: { name: "x" } },
    lines: [
      "aws-containers:planets is unknown. Known here: SECTIONS.",
      "aws-containers:teir is unknown. Did you mean tier? Known here: SECTIONS.",
    ],
  },
  {
    what: "unknown keys at any depth",
    config: {
      network: { availabiltyZones: 2 },
      services: {
        hello: {
          health: { intervalSecond: 5 },
          scaling: { timetable: [] },
          routes: [{ path: "/*", hots: "a.b" }],
          linuxParameters: {},
          ulimits: {},
        },
      },
      registry: { replicatedTo: ["eu-west-1"] },
    },
    lines: [
      "aws-containers:network.availabiltyZones is unknown. Did you mean availabilityZones? Known here: availabilityZones, cidr, endpoints, existing, flowLogs, nat.",
      "aws-containers:registry.replicatedTo is unknown. Did you mean replicateTo? Known here: allowReplicationFrom, archiveAfterDays, caches, encryption, expireAfterDays, expireArchivedAfterDays, expireUntaggedAfterDays, keepImages, manageRegistrySettings, namespace, promotedTo, publicRepositories, pullAccounts, pullByLambda, pullOrganizations, replicateTo, scanFilters, scanFrequency, scanning, tagRules.",
      "aws-containers:services.hello.health.intervalSecond is unknown. Did you mean intervalSeconds? Known here: graceSeconds, intervalSeconds, path, port, unhealthyThreshold.",
      "aws-containers:services.hello.linuxParameters is unknown. Known here: SERVICE_KEYS.",
      "aws-containers:services.hello.routes[0].hots is unknown. Did you mean host? Known here: auth, host, path, priority.",
      "aws-containers:services.hello.scaling.timetable is unknown. Known here: cpuPercent, max, memoryPercent, min, predictive, requestsPerTask, scaleInCooldownSeconds, scaleOutCooldownSeconds, schedules, steps.",
      "aws-containers:services.hello.ulimits is unknown. Known here: SERVICE_KEYS.",
    ],
  },
  {
    what: "a key that tries to reach the prototype",
    config: { "services.hello.__proto__": "1" },
    lines: ["aws-containers:services.hello.__proto__ is unknown. Known here: SERVICE_KEYS."],
  },
  {
    what: "what isn't supported",
    config: {
      services: { hello: { capacity: "ec2", logs: { multiline: "firelens" }, privileged: true } },
      monitors: {},
    },
    lines: [
      "aws-containers:monitors is unknown. Known here: SECTIONS.",
      'aws-containers:services.hello.capacity is "ec2", but must be on-demand, spot or a mix such as { base: 1, onDemand: 1, spot: 3 }.',
      "aws-containers:services.hello.logs.multiline is unknown. Known here: bucket, bucketKeyArn, cloudWatch, driver, firehoseArn, retentionDays.",
      "aws-containers:services.hello.privileged is unknown. Known here: SERVICE_KEYS.",
    ],
  },
  {
    what: "values of the wrong type",
    config: {
      tier: "staging",
      network: [],
      services: {
        hello: {
          port: "http",
          cpu: 0.5,
          memory: null,
          architecture: "amd64",
          environment: ["A"],
          capacity: 3,
        },
      },
      tags: "x",
    },
    lines: [
      "aws-containers:network is an empty list, but must be a map with the keys cidr, availabilityZones, nat, endpoints, flowLogs, existing.",
      'aws-containers:services.hello.architecture is "amd64", but must be arm64 or x86_64. Did you mean x86_64?',
      "aws-containers:services.hello.capacity is 3, but must be on-demand, spot or a mix such as { base: 1, onDemand: 1, spot: 3 }.",
      "aws-containers:services.hello.cpu is 0.5, but must be a whole number from 1 to 196608. Did you mean 512? (1024 CPU units are one vCPU.)",
      "aws-containers:services.hello.environment is a list of 1, but must be a map.",
      "aws-containers:services.hello.memory is empty, but must be a whole number from 4 to 1572864. Leave it out to take the default.",
      'aws-containers:services.hello.port is "http", but must be a whole number from 1 to 65535.',
      'aws-containers:tags is "x", but must be a map.',
      'aws-containers:tier is "staging", but must be dev or prod.',
    ],
  },
  {
    what: "numbers out of range",
    config: {
      services: {
        hello: {
          port: 65536,
          health: { intervalSeconds: 4 },
          scaling: { min: -1, max: "99999999999999999999", cpuPercent: 101 },
          logs: { retentionDays: 8 },
        },
      },
      network: { availabilityZones: 1 },
    },
    lines: [
      "aws-containers:network.availabilityZones is 1, but must be a whole number from 2 to 6.",
      "aws-containers:services.hello.health.intervalSeconds is 4, but must be a whole number from 5 to 300.",
      "aws-containers:services.hello.logs.retentionDays is 8, but must be 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653.",
      "aws-containers:services.hello.port is 65536, but must be a whole number from 1 to 65535.",
      "aws-containers:services.hello.scaling.cpuPercent is 101, but must be a whole number from 1 to 100.",
      "aws-containers:services.hello.scaling.max is 100000000000000000000, but must be a whole number from 1 to 5000.",
      "aws-containers:services.hello.scaling.min is -1, but must be a whole number from 1 to 5000.",
    ],
  },
  {
    what: "NaN and the like, which JSON can't hold",
    config: { "services.hello.port": "NaN", "services.hello.cpu": "1e3", "services.hello.memory": "0x200" },
    lines: [
      'aws-containers:services.hello.cpu is "1e3", but must be a whole number from 1 to 196608.',
      'aws-containers:services.hello.memory is "0x200", but must be a whole number from 4 to 1572864.',
      'aws-containers:services.hello.port is "NaN", but must be a whole number from 1 to 65535.',
    ],
  },
  {
    what: "nothing where a map is meant",
    config: { network: "", registry: "null", services: {} },
    lines: [
      "aws-containers:network is empty, but must be a map with the keys cidr, availabilityZones, nat, endpoints, flowLogs, existing. Leave it out to take the default.",
      "aws-containers:registry is empty, but must be a map with the keys namespace, encryption, scanning, scanFrequency, scanFilters, keepImages, expireAfterDays, archiveAfterDays, expireArchivedAfterDays, tagRules, expireUntaggedAfterDays, pullAccounts, pullOrganizations, pullByLambda, promotedTo, manageRegistrySettings, replicateTo, allowReplicationFrom, caches, publicRepositories. Leave it out to take the default.",
      "aws-containers:services is an empty map, but a stack needs a service or a job: leave it out to get hello from ./app.",
    ],
  },
  {
    what: "JSON text that is broken",
    config: { network: "{cidr: 10.0.0.0/16}" },
    lines: [
      'aws-containers:network is "{cidr: 10.0.0.0/16}", but must be a map with the keys cidr, availabilityZones, nat, endpoints, flowLogs, existing.',
    ],
  },
  {
    what: "tags",
    config: {
      tags: {
        "aws:x": "1",
        Stack: "a",
        Team: "a",
        team: "b",
        kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk:
          "x",
        ok: "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv",
        no: "{}",
      },
    },
    lines: [
      "aws-containers:tags.Stack is a tag that the template sets itself: choose another name.",
      "aws-containers:tags.aws:x has a name that can't be used: it must be 1 to 128 letters, digits, spaces and _.:/=+@-, and not begin with aws:.",
      "aws-containers:tags.kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk has a name that can't be used: it must be 1 to 128 letters, digits, spaces and _.:/=+@-, and not begin with aws:.",
      'aws-containers:tags.no is "{}", but must be at most 256 letters, digits, spaces and _.:/=+@-.',
      'aws-containers:tags.ok is "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv...", but must be at most 256 letters, digits, spaces and _.:/=+@-.',
      "aws-containers:tags.team is Team in other letter case, and IAM doesn't tell them apart: remove one.",
    ],
  },
  {
    what: "too many tags",
    config: {
      tags: {
        t0: "x",
        t1: "x",
        t2: "x",
        t3: "x",
        t4: "x",
        t5: "x",
        t6: "x",
        t7: "x",
        t8: "x",
        t9: "x",
        t10: "x",
        t11: "x",
        t12: "x",
        t13: "x",
        t14: "x",
        t15: "x",
        t16: "x",
        t17: "x",
        t18: "x",
        t19: "x",
        t20: "x",
        t21: "x",
        t22: "x",
        t23: "x",
        t24: "x",
        t25: "x",
        t26: "x",
        t27: "x",
        t28: "x",
        t29: "x",
        t30: "x",
        t31: "x",
        t32: "x",
        t33: "x",
        t34: "x",
        t35: "x",
        t36: "x",
        t37: "x",
        t38: "x",
        t39: "x",
        t40: "x",
      },
    },
    lines: ["aws-containers:tags has 41 tags, but must have at most 40: AWS allows 50 on a resource."],
  },
  {
    what: "a dotted key below something that isn't a map",
    config: { tier: "dev", "tier.x": "1" },
    lines: ["aws-containers:tier.x can't be set: aws-containers:tier isn't a map there."],
  },
  {
    what: "the provider's settings",
    config: {
      "aws:region": "US East",
      "aws:regoin": "x",
      "aws:maxRetries": "many",
      "aws:insecure": "yes",
      "aws:allowedAccountIds": "[12345]",
      "aws:assumeRoles": '[{"roleArn":"x","foo":1}]',
    },
    lines: [
      "aws:allowedAccountIds[0] is 12345, but must be the 12 digits of an AWS account, in quotes.",
      "aws:assumeRoles[0].foo is unknown. Known here: duration, externalId, policy, policyArns, roleArn, sessionName, sourceIdentity, tags, transitiveTagKeys.",
      'aws:assumeRoles[0].roleArn is "x", but must be the ARN of an IAM role.',
      'aws:insecure is "yes", but must be true or false.',
      'aws:maxRetries is "many", but must be a whole number from 0 to 9007199254740991.',
      'aws:region is "US East", but must be an AWS region, such as us-east-1.',
      "aws:regoin is unknown. Did you mean region? Known here: accessKey, allowedAccountIds, assumeRoleWithWebIdentity, assumeRoles, customCaBundle, defaultTags, ec2MetadataServiceEndpoint, ec2MetadataServiceEndpointMode, endpoints, forbiddenAccountIds, httpProxy, httpsProxy, ignoreTags, insecure, maxRetries, noProxy, profile, region, retryMode, s3UsEast1RegionalEndpoint, s3UsePathStyle, secretKey, sharedConfigFiles, sharedCredentialsFiles, skipCredentialsValidation, skipMetadataApiCheck, skipRegionValidation, skipRequestingAccountId, stsRegion, tagPolicyCompliance, token, tokenBucketRateLimiterCapacity, useDualstackEndpoint, useFipsEndpoint, userAgents.",
    ],
  },
  {
    what: "no region",
    config: { "aws:region": undefined },
    lines: [
      "aws:region is missing: set the region of the stack, such as us-east-1. The stack has no configuration at all: in Pulumi.stack.yaml every key must be below `config:`, indented.",
    ],
  },
  {
    what: "secrets where the plan shows them",
    config: {
      tier: "hunter2",
      "services.hello.port": "hunter2",
      network: '{"cidr":"hunter2"}',
      "services.hello.environment.TOKEN": "hunter2",
    },
    secrets: ["tier", "services.hello.port", "network", "services.hello.environment.TOKEN"],
    lines: [
      "aws-containers:network is secret, but the plan depends on it and would show it: set it without --secret.",
      "aws-containers:services.hello.port is secret, but the plan depends on it and would show it: set it without --secret.",
      "aws-containers:tier is secret, but the plan depends on it and would show it: set it without --secret.",
    ],
  },
  {
    what: "wrong values of secret keys",
    config: {
      services: {
        hello: {
          port: "hunter2",
          source: "./hunter2",
          scaling: { min: 77, max: 66 },
          routes: [{ path: "/hunter2", priority: 7 }, { path: "/b", priority: 7 }, { path: "hunter2" }],
        },
      },
      tags: { a: "<hunter2>" },
      "aws:maxRetries": "hunter2",
    },
    secrets: ["services", "tags", "aws:maxRetries"],
    lines: [
      "aws-containers:services.hello.port is [secret], but must be a whole number from 1 to 65535.",
      "aws-containers:services.hello.routes[2].path is [secret], but must be a path of at most 128 characters that starts with / and has only letters, digits and _-.$/~\"'@:+&*?.",
      "aws-containers:services.hello.scaling.min is [secret], but can't be above max, which is [secret].",
      "aws-containers:services.hello.source is [secret], but the project has no such directory.",
      "aws-containers:tags.a is [secret], but must be at most 256 letters, digits, spaces and _.:/=+@-.",
      "aws:maxRetries is [secret], but must be a whole number from 0 to 9007199254740991.",
    ],
  },
];

describe("settings report", () => {
  for (const { what, config, secrets, lines } of cases) {
    it(what, () => {
      const full = config.tier === "prod" ? { ...prod, ...config } : config;
      const expected = lines.map((line) =>
        Object.entries(lists).reduce((text, [name, list]) => text.replace(name, list), line),
      );
      assert.deepEqual(errorsOf(full, secrets), expected);
    });
  }

  it("secrets without quoting what only a later rule would reject", () => {
    const secret = "is secret, but the plan depends on it and would show it: set it without --secret.";
    assert.deepEqual(errorsOf({ network: { cidr: "10.66.66.66/16" } }, ["network"]), [
      `aws-containers:network ${secret}`,
    ]);
    assert.deepEqual(errorsOf({ "network.cidr": "10.66.66.66/16" }, ["network.cidr"]), [
      `aws-containers:network.cidr ${secret}`,
    ]);
  });

  it("a name that JavaScript reads as something else", () => {
    const map = '{"__proto__":"x"}';
    assert.deepEqual(errorsOf({ tags: map, services: `{"hello":{"environment":${map}}}` }), [
      "aws-containers:services.hello.environment.__proto__ has a name that can't be used: choose another.",
      "aws-containers:tags.__proto__ has a name that can't be used: choose another.",
    ]);
  });

  it("an unknown platform", () => {
    const last = allPlatformNames.at(-1);
    const others = allPlatformNames.slice(0, -1);
    const allowed = others.length > 0 ? `${others.join(", ")} or ${last}` : last;
    assert.deepEqual(errorsOf({ platforms: "swarm" }), [
      `aws-containers:platforms[0] is "swarm", but must be ${allowed}.`,
    ]);
  });

  it("a platform named twice", () => {
    const [first] = platformNames;
    const services = { hello: { platforms: [first, first] } };
    assert.deepEqual(errorsOf({ platforms: [first, first], services }), [
      `aws-containers:platforms[1] is "${first}", which is already in the list.`,
      `aws-containers:services.hello.platforms[1] is "${first}", which is already in the list.`,
    ]);
  });

  it("a service without any platform", () => {
    assert.deepEqual(errorsOf({ services: { hello: { platforms: [] } } }), [
      `aws-containers:services.hello.platforms is an empty list, but must be a list of one or more of ${platformNames.join(", ")}.`,
    ]);
  });

  const [first, second] = platformNames;
  (second ? it : it.skip)("platforms of stack and services that don't fit together", () => {
    assert.deepEqual(errorsOf({ services: { hello: { platforms: [first] } } }), [
      `aws-containers:platforms has ${second}, on which no service runs: remove it, or add it to a service.`,
    ]);
    assert.deepEqual(errorsOf({ platforms: first, services: { hello: { platforms: [first, second] } } }), [
      `aws-containers:services.hello.platforms[1] is "${second}", but the stack has only ${first}.`,
    ]);
  });
});
