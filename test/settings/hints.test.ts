import assert from "node:assert/strict";
import { errorsOf } from "./reading";

/** The end of the error that a value of a service's setting leads to. */
function advice(setting: string, value: unknown): string {
  const lines = errorsOf({ services: { hello: { [setting]: value } } });
  assert.equal(lines.length, 1);
  const [, text = ""] = /, but must be .*?(?: Did|$)(.*)$/.exec(lines[0] ?? "") ?? [];
  return text && `Did${text}`;
}

const mib = "(the unit is MiB.)";
const units = "(1024 CPU units are one vCPU.)";

const hints: [string, unknown, string][] = [
  ["memory", "512MB", `Did you mean 512? ${mib}`],
  ["memory", "512Mi", `Did you mean 512? ${mib}`],
  ["memory", "0.5 GB", `Did you mean 512? ${mib}`],
  ["memory", "2g", `Did you mean 2048? ${mib}`],
  ["memory", "a lot", ""],
  ["cpu", "0.5 vCPU", `Did you mean 512? ${units}`],
  ["cpu", 0.25, `Did you mean 256? ${units}`],
  ["cpu", "500m", `Did you mean 512? ${units}`],
  ["cpu", "2 CPUs", `Did you mean 2048? ${units}`],
  ["cpu", "fast", ""],
  ["architecture", "amd64", "Did you mean x86_64?"],
  ["architecture", "AARCH64", "Did you mean arm64?"],
  ["architecture", "linux/arm64", "Did you mean arm64?"],
  ["architecture", "x86", "Did you mean x86_64?"],
  ["architecture", "mips", ""],
  ["capacity", "Spot", "Did you mean spot?"],
  ["capacity", "SPOT", "Did you mean spot?"],
  ["capacity", "FARGATE_SPOT", "Did you mean spot?"],
  ["capacity", "fargate", "Did you mean on-demand?"],
  ["capacity", "OnDemand", "Did you mean on-demand?"],
  ["capacity", "ec2", ""],
];

describe("a hint", () => {
  for (const [setting, value, text] of hints) {
    it(`${text ? `${text.slice(0, -1)} about` : "isn't given about"} ${setting}: ${JSON.stringify(value)}`, () => {
      assert.equal(advice(setting, value), text);
    });
  }

  for (const [key, meant] of [
    ["healthCheck", "health"],
    ["containerPort", "port"],
    ["env", "environment"],
    ["dockerfilePath", "dockerfile"],
  ] as const) {
    it(`about the key ${key} is ${meant}, by what they share`, () => {
      const [line = ""] = errorsOf({ services: { hello: { [key]: "x" } } });
      assert.equal(
        line.split(" Known")[0],
        `aws-containers:services.hello.${key} is unknown. Did you mean ${meant}?`,
      );
    });
  }

  it("isn't given about a secret, which it would show", () => {
    assert.deepEqual(errorsOf({ services: { hello: { memory: "512MB" } } }, ["services"]), [
      "aws-containers:services.hello.memory is [secret], but must be a whole number from 4 to 1572864.",
    ]);
  });

  it("about a tier in other words is the tier", () => {
    assert.deepEqual(errorsOf({ tier: "production" }), [
      'aws-containers:tier is "production", but must be dev or prod. Did you mean prod?',
    ]);
  });
});

describe("a list where a map is meant", () => {
  it("is called a list, not shown as JSON", () => {
    const config = { network: ["10.0.0.0/16"], tags: ["a", "b"], services: ["web"], tier: ["dev"] };
    assert.deepEqual(errorsOf(config), [
      "aws-containers:network is a list of 1, but must be a map with the keys cidr, availabilityZones, nat, endpoints, flowLogs, existing.",
      "aws-containers:services is a list of 1, but must be a map.",
      "aws-containers:tags is a list of 2, but must be a map.",
      "aws-containers:tier is a list of 1, but must be dev or prod.",
    ]);
  });

  it("may be the text of an environment variable", () => {
    const text = '["a"]';
    assert.deepEqual(errorsOf({ "services.hello.environment.LIST": text, tier: "x" }), [
      'aws-containers:tier is "x", but must be dev or prod.',
    ]);
  });
});
