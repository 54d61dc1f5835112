import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { json, planOf } from "../../support/plan";

const directory = join(__dirname, "..", "..", "..", ".github", "deploy-roles");
const project: { config: Record<string, { default?: unknown }> } = parse(
  readFileSync(join(directory, "Pulumi.yaml"), "utf8"),
);

describe("the program of the deploy roles", () => {
  it("needs the repository and the region, and has defaults for the shipped stack", async () => {
    const defaults = Object.entries(project.config).flatMap(([key, { default: value }]) =>
      value === undefined
        ? []
        : [[`deploy-roles:${key}`, typeof value === "string" ? value : JSON.stringify(value)]],
    );
    const config = {
      "aws:region": "eu-central-1",
      "deploy-roles:repository": "octo-org/octo-repo",
      ...Object.fromEntries(defaults),
    };
    const plan = await planOf(() => require("../../../.github/deploy-roles"), {
      config,
      project: "deploy-roles",
      stack: "account",
    });
    assert.deepEqual(
      plan.ofType("iam/role:Role").map(({ name }) => name),
      ["github-deploy-dev", "github-preview"],
    );
    assert.deepEqual(json(plan.resource("pulumi:providers:aws", "aws").inputs.defaultTags), {
      tags: { project: "deploy-roles", stack: "account" },
    });
    const unparented = plan.resources.filter(
      ({ parent, type }) => parent?.includes("Stack") && !/DeployRoles|providers/.test(type),
    );
    assert.deepEqual(unparented, []);
  });
});
