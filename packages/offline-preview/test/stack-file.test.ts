import assert from "node:assert/strict";
import { ProjectError, readProject } from "../src/project";
import { TemporaryProject } from "./preview-command";

/** The settings of a stack file, or the message that rejects it. */
function read(lines: string[]): Record<string, string> | string {
  const project = new TemporaryProject({
    "Pulumi.yaml": "name: sample\nruntime: nodejs\n",
    "Pulumi.dev.yaml": lines.join("\n"),
  });
  try {
    const { config } = readProject(project.root, "dev");
    return Object.fromEntries(Object.entries(config).map(([key, { text }]) => [key, text]));
  } catch (error) {
    assert.ok(error instanceof ProjectError);
    return error.message;
  } finally {
    project.remove();
  }
}

describe("a stack file", () => {
  it("can have merge keys, as in the Pulumi CLI", () => {
    const lines = [
      "config:",
      "  sample:services:",
      "    web: &base { cpu: 512, memory: 1024 }",
      "    api: { <<: *base, memory: 2048 }",
    ];
    assert.deepEqual(read(lines), {
      "sample:services": '{"web":{"cpu":512,"memory":1024},"api":{"cpu":512,"memory":2048}}',
    });
  });

  it("is rejected where settings are at the top level", () => {
    assert.equal(
      read(["aws:region: us-east-1", "sample:tier: dev"]),
      "Pulumi.dev.yaml: Pulumi ignores aws:region, sample:tier at the top level: settings are keys below `config:`, indented",
    );
  });

  it("is rejected with advice where a blank is missing after a key", () => {
    const advice = "; write a blank after the colon: aws:region: us-east-1";
    assert.equal(
      read(["config:", "  aws:region:us-east-1"]),
      `Pulumi.dev.yaml: config: expected a map of settings${advice}`,
    );
    assert.equal(
      read(["config:", "  aws:region:us-east-1", "  sample:tier: dev"]),
      `Pulumi.dev.yaml:2:3: Implicit keys need to be on a single line${advice}`,
    );
    assert.equal(
      read(["config:", "  sample:tier: dev", "  aws:region:us-east-1"]),
      `Pulumi.dev.yaml:3:3: Implicit map keys need to be followed by map values${advice}`,
    );
  });
});
