import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { DeployRoles, type DeployRolesArgs } from "../../../components/deploy-roles";
import { args } from "./described";

function refusal(more: Partial<DeployRolesArgs>, name = "github"): string[] {
  try {
    new DeployRoles(name, { ...args, ...more });
  } catch (error) {
    assert.ok(pulumi.RunError.isInstance(error));
    return error.message.split("\n");
  }
  return assert.fail("nothing was refused");
}

describe("DeployRoles refuses", () => {
  it("everything that is wrong, at once, before anything is registered", () => {
    const lines = refusal({
      repository: "octo-org/*",
      branch: "release/*",
      project: "a project",
      stacks: ["dev:1"],
      regions: ["everywhere"],
      components: ["*"],
      state: { bucketArn: "arn:aws:s3:::*", keyArn: "alias/state" },
      identityProviderArn: "arn:aws:iam::111122223333:oidc-provider/gitlab.com",
      permissionsBoundaryArn: "boundary",
    });
    const arn = "allowed: the ARN of one such resource, without wildcards";
    assert.deepEqual(lines, [
      'DeployRoles "github" can\'t be made:',
      '  - repository: "octo-org/*"; allowed: OWNER/NAME, or OWNER@OWNER-ID/NAME@NAME-ID with numeric ids',
      '  - branch: "release/*"; allowed: the name of one branch, without wildcards',
      '  - project: "a project"; allowed: letters, digits, and . _ -',
      '  - stacks: "dev:1"; allowed: letters, digits, and . _ -, as in the environment\'s name',
      '  - regions: "everywhere"; allowed: a region such as us-east-1',
      '  - components: "*"; allowed: two or more lower-case letters, digits and -',
      `  - identityProviderArn: "arn:aws:iam::111122223333:oidc-provider/gitlab.com"; ${arn}`,
      `  - permissionsBoundaryArn: "boundary"; ${arn}`,
      `  - state.bucketArn: "arn:aws:s3:::*"; ${arn}`,
      `  - state.keyArn: "alias/state"; ${arn}`,
    ]);
  });

  it("to deploy nothing", () => {
    assert.deepEqual(refusal({ stacks: [], regions: [], components: [] }).slice(1), [
      "  - stacks: none; allowed: at least one",
      "  - regions: none; allowed: at least one",
      "  - components: none; allowed: at least one",
    ]);
  });

  it("more components than fit into a policy", () => {
    const components = Array.from({ length: 21 }, (_, index) => `service-${index}`);
    assert.deepEqual(refusal({ components }).slice(1), ["  - components: 21; allowed: at most 20"]);
  });

  it("an id for one half of the repository only", () => {
    assert.equal(refusal({ repository: "octo-org@123456/octo-repo" }).length, 2);
  });

  for (const name of ["github", "github-actions"]) {
    it(`the component github beside roles called ${name}, which it could change`, () => {
      assert.deepEqual(refusal({ components: ["github"] }, name).slice(1), [
        '  - components: "github" begins the names of these roles too, which must not change themselves',
      ]);
    });
  }
});
