import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { DeployRoles, type DeployRolesArgs } from "../../../components/deploy-roles";
import { args } from "./described";

function refusal(more: Partial<DeployRolesArgs>): string[] {
  try {
    new DeployRoles("github", { ...args, ...more });
  } catch (error) {
    assert.ok(pulumi.RunError.isInstance(error));
    return error.message.split("\n");
  }
  return assert.fail("nothing was refused");
}

describe("DeployRoles refuses", () => {
  it("all invalid arguments at once, before anything is registered", () => {
    const lines = refusal({
      repository: "octo-org/*",
      branch: "release/*",
      project: "a project",
      stacks: ["dev:1"],
      regions: ["everywhere"],
      components: ["*"],
      clusters: ["eks?"],
      state: { bucketArn: "arn:aws:s3:::*", keyArn: "alias/state" },
      identityProviderArn: "arn:aws:iam::111122223333:oidc-provider/gitlab.com",
      permissionsBoundaryArn: "boundary",
      servicePolicies: ["AmazonS3ReadOnlyAccess"],
      clientSecrets: ["arn:aws:secretsmanager:us-east-1:111122223333:secret:*"],
    });
    const arn = (resource: string) => `must be the ARN of ${resource}, without wildcards`;
    assert.deepEqual(lines, [
      'Invalid arguments for DeployRoles "github":',
      '  - repository is "octo-org/*": must be OWNER/NAME, or OWNER@OWNER-ID/NAME@NAME-ID with numeric ids',
      '  - branch is "release/*": must be the name of one branch, without wildcards',
      '  - project is "a project": must be letters, digits and . _ -',
      '  - stacks[0] is "dev:1": must be letters, digits and . _ -, as in the environment\'s name',
      '  - regions[0] is "everywhere": must be a region such as us-east-1',
      '  - components[0] is "*": must be two or more lowercase letters, digits and hyphens, a letter first',
      '  - clusters[0] is "eks?": must be two or more lowercase letters, digits and hyphens, a letter first',
      '  - servicePolicies[0] is "AmazonS3ReadOnlyAccess": must be the ARN of a managed policy',
      '  - clientSecrets[0] is "arn:aws:secretsmanager:us-east-1:111122223333:secret:*": must be the ARN of a secret that holds it alone, such as arn:aws:secretsmanager:us-east-1:111122223333:secret:login-AbCdEf',
      `  - identityProviderArn is "arn:aws:iam::111122223333:oidc-provider/gitlab.com": ${arn("GitHub's identity provider")}`,
      `  - permissionsBoundaryArn is "boundary": ${arn("an IAM policy")}`,
      `  - state.bucketArn is "arn:aws:s3:::*": ${arn("an S3 bucket")}`,
      `  - state.keyArn is "alias/state": ${arn("a KMS key")}`,
    ]);
  });

  it("to deploy nothing", () => {
    assert.deepEqual(refusal({ stacks: [], regions: [], components: [] }).slice(1), [
      "  - stacks is empty: must have at least one entry",
      "  - regions is empty: must have at least one entry",
      "  - components is empty: must have at least one entry",
    ]);
  });

  it("more components than fit into a policy", () => {
    const components = Array.from({ length: 21 }, (_, index) => `service-${index}`);
    assert.deepEqual(refusal({ components }).slice(1), [
      "  - components has 21 entries: must have at most 20",
    ]);
  });

  it("more client secrets than fit into a policy", () => {
    const arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:login-AbCdEf";
    assert.deepEqual(refusal({ clientSecrets: Array.from({ length: 6 }, () => arn) }).slice(1), [
      "  - clientSecrets has 6 entries: must have at most 5",
    ]);
  });

  it("to read other stacks without a bucket, or by a pattern", () => {
    assert.deepEqual(refusal({ reads: ["*"] }).slice(1), [
      '  - reads[0] is "*": must be letters, digits and . _ -',
      "  - reads requires state: without a bucket there is no file to read",
    ]);
  });

  it("an id for one half of the repository only", () => {
    assert.equal(refusal({ repository: "octo-org@123456/octo-repo" }).length, 2);
  });

  it("more clusters than fit into a policy, and none", () => {
    const clusters = Array.from({ length: 9 }, (_, index) => `cluster-${index}`);
    assert.deepEqual(refusal({ clusters }).slice(1), ["  - clusters has 9 entries: must have at most 8"]);
    assert.deepEqual(refusal({ clusters: [] }).slice(1), [
      "  - clusters is empty: must have at least one entry",
    ]);
  });
});
