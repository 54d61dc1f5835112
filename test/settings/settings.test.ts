import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { platformNames } from "../../settings/platforms";
import { common, errorsOf, prod, read } from "./reading";

/** What an output holds, and whether it is secret. */
async function opened(value: pulumi.Input<string> | undefined): Promise<{ value: unknown; secret: boolean }> {
  assert.ok(pulumi.Output.isInstance(value), "must be an output");
  const secret = await pulumi.isSecret(pulumi.output(value));
  return new Promise((resolve) => {
    value.apply((inner) => resolve({ value: inner, secret }));
  });
}

const hello = {
  source: "./app",
  port: 8080,
  cpu: 256,
  memory: 512,
  architecture: "arm64",
  platforms: platformNames,
  environment: {},
  secretEnvironment: {},
  secrets: {},
  writablePaths: ["/tmp"],
  permissions: [],
  uses: [],
  volumes: {},
  health: { path: "/healthz", intervalSeconds: 5, unhealthyThreshold: 2 },
  exposure: "public",
  files: {},
  sidecars: {},
  protocol: "http",
  restartOnRotation: false,
  routes: [{ path: "/*", priority: 49364 }],
  calls: [],
  drainSeconds: 5,
  stopSeconds: 30,
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  egress: [],
};

describe("settings", () => {
  it("of a stack that sets nothing are cheap and disposable", () => {
    assert.deepEqual(common(read()), {
      tier: "dev",
      protection: false,
      platforms: platformNames,
      tags: {},
      provider: {
        region: "us-east-1",
        defaultTags: { tags: { project: "aws-containers", stack: "stack", tier: "dev" } },
      },
      network: {
        cidr: "10.0.0.0/16",
        availabilityZones: 2,
        nat: "single",
        endpoints: false,
        flowLogs: false,
        flowLogRetentionDays: 365,
        protect: false,
      },
      loadBalancer: {
        idleTimeoutSeconds: 60,
        cloudFront: false,
        accessLogs: false,
        ipv6: false,
        staticAddresses: false,
        zonalShift: false,
        waf: { logRetentionDays: 365 },
        deletionProtection: false,
      },
      logKey: { protect: false },
      dashboard: false,
      data: {},
      jobs: {},
      workers: {},
      registry: {
        scanning: "basic",
        keepImages: 30,
        expireUntaggedAfterDays: 1,
        encryption: "kms",
        manageRegistrySettings: false,
        pullByLambda: false,
        forceDelete: true,
        protect: false,
      },
      services: {
        hello: {
          ...hello,
          scaling: { min: 1, max: 4, cpuPercent: 60 },
          capacity: "spot",
          logs: { retentionDays: 365 },
        },
      },
    });
  });

  it("of a prod stack are available and protected", () => {
    assert.deepEqual(common(read(prod)), {
      tier: "prod",
      protection: true,
      platforms: platformNames,
      tags: {},
      provider: {
        region: "us-east-1",
        defaultTags: { tags: { project: "aws-containers", stack: "stack", tier: "prod" } },
      },
      network: {
        cidr: "10.0.0.0/16",
        availabilityZones: 3,
        nat: "per-zone",
        endpoints: false,
        flowLogs: true,
        flowLogRetentionDays: 365,
        protect: true,
      },
      loadBalancer: {
        idleTimeoutSeconds: 60,
        cloudFront: false,
        waf: { logRetentionDays: 365 },
        accessLogs: true,
        ipv6: false,
        staticAddresses: false,
        zonalShift: true,
        deletionProtection: true,
      },
      logKey: { protect: true },
      dashboard: false,
      data: {},
      jobs: {},
      workers: {},
      registry: {
        scanning: "basic",
        keepImages: 30,
        expireUntaggedAfterDays: 1,
        encryption: "kms",
        manageRegistrySettings: false,
        pullByLambda: false,
        forceDelete: false,
        protect: true,
      },
      services: {
        hello: {
          ...hello,
          scaling: { min: 3, max: 12, cpuPercent: 60 },
          capacity: "on-demand",
          logs: { retentionDays: 365 },
        },
      },
    });
  });

  it("prefer what a stack sets to the default of its tier", () => {
    const network = {
      cidr: "10.9.0.0/16",
      availabilityZones: 2,
      nat: "single",
      endpoints: true,
      flowLogs: false,
    };
    const registry = { scanning: "off", keepImages: 5, expireUntaggedAfterDays: 9, encryption: "aes256" };
    const service = {
      port: 80,
      cpu: 512,
      memory: 1024,
      architecture: "x86_64",
      environment: { A: "b" },
      secrets: { TOKEN: "/shop/token" },
      command: ["node", "server.js"],
      writablePaths: ["/var/cache"],
      permissions: [{ actions: ["s3:GetObject"], resources: ["*"] }],
      uses: ["orders"],
      volumes: {},
      health: { path: "/", intervalSeconds: 30, graceSeconds: 90, unhealthyThreshold: 3 },
      scaling: { min: 2, max: 2, cpuPercent: 50, memoryPercent: 80 },
      capacity: { base: 1, onDemand: 1, spot: 3 },
      routes: [{ path: "/api/*", host: "a.org", priority: 7 }],
      drainSeconds: 60,
      stopSeconds: 90,
      minimumHealthyPercent: 50,
      maximumPercent: 150,
      egress: [{ port: 53, cidr: "10.1.0.0/16", protocol: "udp" }],
    };
    const data = { orders: { type: "table" } };
    const settings = read({
      ...prod,
      network,
      registry,
      data,
      services: { web: { source: "./app", ...service } },
    });
    assert.deepEqual(settings.network, { ...network, flowLogRetentionDays: 365, protect: true });
    assert.deepEqual(settings.registry, {
      ...registry,
      manageRegistrySettings: false,
      pullByLambda: false,
      forceDelete: false,
      protect: true,
    });
    assert.deepEqual(settings.services, {
      web: {
        ...{
          source: "./app",
          exposure: "public",
          protocol: "http",
          restartOnRotation: false,
          calls: [],
          files: {},
          sidecars: {},
          secretEnvironment: {},
        },
        ...service,
        logs: { retentionDays: 365 },
        platforms: platformNames,
      },
    });
  });

  it("open all connections, or those of a list, which `pulumi config set` stores as text", () => {
    const egress = (given: unknown) =>
      read({ services: { hello: { egress: given } } }).services.hello?.egress;
    assert.equal(egress("any"), "any");
    assert.deepEqual(egress('[{"port": "5432", "cidr": "10.1.0.0/16"}]'), [
      { port: 5432, cidr: "10.1.0.0/16", protocol: "tcp" },
    ]);
  });

  it("move the other bound of scaling when only one is given", () => {
    const scaling = (given: object, tier: object) =>
      read({ ...tier, services: { hello: { scaling: given } } }).services.hello?.scaling;
    assert.deepEqual(scaling({ min: 6 }, {}), { min: 6, max: 6, cpuPercent: 60 });
    assert.deepEqual(scaling({ max: 2 }, prod), { min: 2, max: 2, cpuPercent: 60 });
  });

  it("run an image that exists instead of one that is built", () => {
    const image = `public.ecr.aws/nginx/nginx@sha256:${"0".repeat(64)}`;
    const { web } = read({ ...prod, services: { web: { image } } }).services;
    assert.equal(web?.image, image);
    assert.equal(web?.source, undefined);
  });

  it("take numbers, booleans and lists as the strings that `pulumi config set` stores", () => {
    const settings = read({
      platforms: platformNames.join(", "),
      network: { availabilityZones: "3", flowLogs: "true" },
      services: JSON.stringify({ hello: { cpu: "512", memory: " 2048 ", stopSeconds: "45" } }),
      "registry.keepImages": "7",
      tags: { cost: 42, shared: true },
    });
    assert.deepEqual(settings.platforms, platformNames);
    assert.equal(settings.network.availabilityZones, 3);
    assert.equal(settings.network.flowLogs, true);
    assert.equal(settings.services.hello?.cpu, 512);
    assert.equal(settings.services.hello?.memory, 2048);
    assert.equal(settings.services.hello?.stopSeconds, 45);
    assert.equal(settings.registry.keepImages, 7);
    assert.deepEqual(settings.tags, { cost: "42", shared: "true" });
  });

  it("let a dotted key win over the map, and warn where they differ", () => {
    const settings = read({
      services: { hello: { port: 9000, cpu: 512, memory: 1024 } },
      "services.hello.port": "8081",
      "services.hello.cpu": "512",
      "tags.kubernetes.io/team": "a",
    });
    assert.equal(settings.services.hello?.port, 8081);
    assert.equal(settings.services.hello?.memory, 1024);
    assert.deepEqual(settings.tags, { "kubernetes.io/team": "a" });
    assert.deepEqual(settings.warnings.slice(0, 1), [
      "aws-containers:services.hello.port is set twice, by a key of its own and inside aws-containers:services: 8081 wins over 9000.",
    ]);
  });

  it("make a first service from prompts alone", () => {
    const { hello } = read({
      "services.hello.port": "3000",
      "services.hello.cpu": "512",
      "services.hello.memory": "1024",
    }).services;
    assert.deepEqual([hello?.source, hello?.port, hello?.cpu, hello?.memory], ["./app", 3000, 512, 1024]);
  });

  it("warn about sample values, which a fork must replace", () => {
    const settings = read({
      "aws:allowedAccountIds": '["111122223333"]',
      services: {
        hello: { routes: [{ path: "/*", host: "app.example.com" }], environment: { FROM: "203.0.113.7" } },
      },
      tags: { safe: "198.18.0.0/24" },
    });
    assert.deepEqual(settings.warnings.slice(0, 3), [
      "aws-containers:services.hello.routes[0].host is app.example.com, a sample value: replace it by a domain name of your own before `pulumi up`.",
      "aws-containers:services.hello.environment.FROM is 203.0.113.7, a sample value: replace it by the range of your own network, such as your office's or VPN's before `pulumi up`.",
      "aws:allowedAccountIds[0] is 111122223333, a sample value: replace it by the number of your own AWS account before `pulumi up`.",
    ]);
  });

  it("report the errors of every section at once, whatever their order in the stack file", () => {
    const config = { tier: "x", network: { nat: "two" }, tags: { stack: "x" }, "aws:region": "moon" };
    const lines = [
      'aws-containers:network.nat is "two", but must be none, single or per-zone.',
      "aws-containers:tags.stack is a tag that the template sets itself: choose another name.",
      'aws-containers:tier is "x", but must be dev or prod.',
      'aws:region is "moon", but must be an AWS region, such as us-east-1.',
    ];
    assert.deepEqual(errorsOf(config), lines);
    assert.deepEqual(errorsOf(Object.fromEntries(Object.entries(config).reverse())), lines);
  });
});

describe("secret settings", () => {
  const config = {
    services: { hello: { environment: { TOKEN: "hunter2" }, image: "hunter2.example.com/x", port: 81 } },
    tags: { owner: "hunter2" },
  };

  it("stay secret where they go into resources, and shape the plan as plain values elsewhere", async () => {
    const settings = read(config, ["services", "tags"]);
    assert.deepEqual(await opened(settings.services.hello?.secretEnvironment.TOKEN), {
      value: "hunter2",
      secret: true,
    });
    assert.deepEqual(await opened(settings.services.hello?.image), {
      value: "hunter2.example.com/x",
      secret: true,
    });
    assert.deepEqual(await opened(settings.tags.owner), { value: "hunter2", secret: true });
    assert.equal(settings.services.hello?.port, 81);
    assert.ok(!settings.warnings.join().includes("a sample value"));
  });

  it("can be one dotted key, which leaves the rest plain", async () => {
    const services = { hello: { environment: { OTHER: "a" } } };
    const settings = read({ services, "services.hello.environment.TOKEN": "hunter2" }, [
      "services.hello.environment.TOKEN",
    ]);
    const { environment, secretEnvironment } = settings.services.hello ?? {};
    assert.deepEqual(environment, { OTHER: "a" });
    assert.deepEqual(await opened(secretEnvironment?.TOKEN), { value: "hunter2", secret: true });
  });

  it("of the provider stay secret in its arguments", async () => {
    const { provider } = read({ "aws:secretKey": "hunter2", "aws:profile": "dev" }, ["aws:secretKey"]);
    assert.equal(provider.profile, "dev");
    assert.ok(pulumi.Output.isInstance(provider.secretKey));
    assert.equal(await pulumi.isSecret(provider.secretKey), true);
  });
});

describe("the provider's settings", () => {
  it("are all of the stack's, with their types, and tags on top", () => {
    const { provider } = read({
      "aws:allowedAccountIds": "[210987654321]",
      "aws:assumeRoles": '[{"roleArn":"arn:aws:iam::210987654321:role/deploy","sessionName":"up"}]',
      "aws:defaultTags": '{"tags":{"cost":"42","tier":"overruled"}}',
      "aws:endpoints": '[{"s3":"http://localhost:4566"}]',
      "aws:maxRetries": "3",
      "aws:skipMetadataApiCheck": "true",
      tags: { owner: "me" },
    });
    assert.deepEqual(provider, {
      allowedAccountIds: ["210987654321"],
      assumeRoles: [{ roleArn: "arn:aws:iam::210987654321:role/deploy", sessionName: "up" }],
      endpoints: [{ s3: "http://localhost:4566" }],
      maxRetries: 3,
      region: "us-east-1",
      skipMetadataApiCheck: true,
      defaultTags: {
        tags: { cost: "42", tier: "dev", project: "aws-containers", stack: "stack", owner: "me" },
      },
    });
  });
});
