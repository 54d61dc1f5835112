import assert from "node:assert/strict";
import { secretReferenceForms } from "../../facts/secret-references";
import { type Case, errorsOf, hasPlatforms, prod, read } from "./reading";

const at = "aws-containers:services.hello.sidecars";
const image = `public.ecr.aws/envoy/envoy@sha256:${"0".repeat(64)}`;
const hello = (service: object) => ({ services: { hello: service } });

const cases: Case[] = [
  {
    what: "sidecars without an image, with other keys or another name",
    config: hello({ sidecars: { proxy: { port: 9000 }, agent: { image, ports: [1] }, Big: { image } } }),
    lines: [
      `${at}.Big has a name that can't be used: it must be at most 20 lowercase letters, digits and hyphens, start with a letter and not end with a hyphen.`,
      `${at}.agent.ports is unknown. Did you mean port? Known here: command, cpu, environment, essential, files, health, image, memory, port, secrets, user, writablePaths.`,
      `${at}.proxy.image is missing: it must be the reference of an image, such as public.ecr.aws/envoy/envoy@sha256:….`,
    ],
  },
  {
    what: "names and ports that are taken",
    config: hello({
      sidecars: {
        hello: { image },
        service: { image },
        "aws-agent": { image },
        a: { image, port: 8080 },
        b: { image, port: 9000 },
        c: { image, port: 9000 },
      },
      cpu: 1024,
      memory: 2048,
    }),
    lines: [
      `${at} has 6 sidecars, but at most 5 are allowed.`,
      `${at}.a.port is 8080, which aws-containers:services.hello.port has too: choose another.`,
      ...["aws-agent", "hello"].map(
        (name) =>
          `${at}.${name} can't have this name: it must be another name than service, before, hello, hello-files and those that begin with ecs- or aws-, which other containers have.`,
      ),
      `${at}.c.port is 9000, which ${at}.b.port has too: choose another.`,
      `${at}.service can't have this name: it must be another name than service, before, hello, hello-files and those that begin with ecs- or aws-, which other containers have.`,
    ].sort(),
  },
  {
    what: "what only some sidecars can have",
    config: {
      ...prod,
      ...hello({
        sidecars: {
          a: { image: "cache:hub/envoy", port: 9000, environment: { PORT: 1 }, writablePaths: ["/proc"] },
          b: { image, essential: false, health: { command: ["true"] }, user: 0 },
        },
      }),
    },
    lines: [
      `${at}.a.environment.PORT is set from the sidecar's port: change that instead.`,
      `${at}.a.image is "cache:hub/envoy", but in prod must have a digest (…@sha256:…), which can't change.`,
      `${at}.a.image names a cache, which only the image of a service can: set the reference of an image.`,
      `${at}.a.writablePaths[0] is "/proc", but must be outside of /proc, /sys, /dev.`,
      `${at}.b.health has no effect on a sidecar that isn't essential: remove one of them.`,
      `${at}.b.user is 0, but must be a whole number from 1 to 65534.`,
    ],
  },
  {
    what: "too little that is left for the service",
    config: hello({ sidecars: { a: { image, cpu: 128 }, b: { image, memory: 400 } } }),
    lines: [
      "aws-containers:services.hello.memory is 512, of which its sidecars take 528: at least 64 must be left for the service.",
    ],
  },
  {
    what: "variables that may be secret",
    config: hello({ sidecars: { a: { image, environment: { LEVEL: "hunter2" } } } }),
    secrets: ["services"],
    lines: [
      `${at}.a.environment.LEVEL may be secret, for aws-containers:services has a secret value, and everybody who may describe the task definition could read it: put it into Secrets Manager or Parameter Store, and its ARN or name into secrets.`,
    ],
  },
];

/** What EKS requires beside what every platform does. */
const onEks: Case[] = [
  {
    what: "secrets and files that a sidecar can't have",
    config: {
      platforms: "eks",
      ...hello({
        files: { "/etc/web/a": "a".repeat(20_000) },
        sidecars: {
          a: {
            image,
            port: 9000,
            environment: { KEY: "1" },
            secrets: {
              PORT: "/port",
              KEY: "/key",
              TOKEN: "token",
              OTHER: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf",
            },
            files: { "/tmp/a": "a".repeat(12_769), "/etc/proxy/b": { from: "no-such-file" } },
          },
        },
      }),
    },
    lines: [
      "aws-containers:services.hello.files and those of its sidecars have 32769 bytes of text, but at most 32768 fit beside the rest of a task definition.",
      `${at}.a.files./etc/proxy/b.from is "no-such-file", but the project has no such file.`,
      `${at}.a.files./tmp/a can't be there: its path must be in another directory, for /tmp is writable.`,
      `${at}.a.secrets.KEY is in environment too: leave it out of one of them.`,
      `${at}.a.secrets.OTHER is in eu-west-1, but on EKS must be in us-east-1, as the stack is: replicate the secret, and take the ARN of the replica.`,
      `${at}.a.secrets.PORT is set from the sidecar's port: change that instead.`,
      `${at}.a.secrets.TOKEN is "token", but must be ${secretReferenceForms}.`,
    ],
  },
  {
    what: "secrets of a sidecar in a cluster without a role for its pods, or without their store",
    config: {
      platforms: "eks",
      eks: { existing: { context: "kind", ingressClass: "nginx" } },
      ...hello({ sidecars: { a: { image, secrets: { KEY: "/key" } } } }),
    },
    lines: [
      `${at}.a.secrets needs aws-containers:eks.existing.name or aws-containers:eks.existing.oidcProviderArn: pods get no role of AWS otherwise.`,
    ],
  },
];

describe("sidecars of a service: their errors report", () => {
  for (const { what, config, secrets, lines } of [...cases, ...(hasPlatforms("eks") ? onEks : [])]) {
    it(what, () => assert.deepEqual(errorsOf(config, secrets), lines));
  }
});

describe("sidecars of a service", () => {
  it("are none by default", () => assert.deepEqual(read().services.hello?.sidecars, {}));

  it("have a small share, a writable /tmp and no root by default", () => {
    const sidecars = {
      proxy: {
        image,
        port: "9000",
        environment: { LEVEL: 3 },
        health: { command: ["true"] },
        secrets: { TOKEN: "/shop/token" },
        files: { "/etc/proxy/config.yaml": "a: 1" },
      },
    };
    assert.deepEqual(read(hello({ sidecars })).services.hello?.sidecars, {
      proxy: {
        image,
        port: 9000,
        cpu: 64,
        memory: 128,
        environment: { LEVEL: "3" },
        secrets: { TOKEN: "/shop/token" },
        files: { "/etc/proxy/config.yaml": "a: 1" },
        writablePaths: ["/tmp"],
        user: 65532,
        essential: true,
        health: { command: ["true"], intervalSeconds: 5, graceSeconds: 30, unhealthyThreshold: 2 },
      },
    });
  });
});
