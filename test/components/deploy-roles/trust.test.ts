import assert from "node:assert/strict";
import type { RecordedPlan } from "../../support/plan";
import { planOfRoles, trust } from "./described";

const provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

function trusting(subject: string) {
  return [
    {
      Effect: "Allow",
      Principal: { Federated: provider },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": subject,
        },
      },
    },
  ];
}

describe("the trust of the deploy roles", () => {
  let plan: RecordedPlan;
  before(async () => {
    plan = await planOfRoles();
  });

  it("is each environment for its stack, and the branch for previews", async () => {
    const existing = await planOfRoles({ identityProviderArn: provider });
    assert.deepEqual(
      trust(existing, "github-deploy-dev"),
      trusting("repo:octo-org/octo-repo:environment:dev"),
    );
    assert.deepEqual(
      trust(existing, "github-deploy-prod"),
      trusting("repo:octo-org/octo-repo:environment:prod"),
    );
    assert.deepEqual(
      trust(existing, "github-preview"),
      trusting("repo:octo-org/octo-repo:ref:refs/heads/main"),
    );
    assert.deepEqual(existing.ofType("OpenIdConnectProvider"), []);
  });

  it("is another branch by argument, and named with numbers where GitHub's subjects are immutable", async () => {
    const other = await planOfRoles({
      identityProviderArn: provider,
      repository: "octo-org@123456/octo-repo@456789",
      branch: "release/2",
      stacks: ["dev"],
    });
    const repository = "repo:octo-org@123456/octo-repo@456789";
    assert.deepEqual(trust(other, "github-preview"), trusting(`${repository}:ref:refs/heads/release/2`));
    assert.deepEqual(trust(other, "github-deploy-dev"), trusting(`${repository}:environment:dev`));
  });

  it("has no wildcard and no pull request anywhere", () => {
    const roles = plan.ofType("iam/role:Role");
    assert.equal(roles.length, 3);
    for (const { inputs } of roles) {
      assert.doesNotMatch(String(inputs.assumeRolePolicy), /\*|\?|StringLike|pull_request/);
    }
  });

  it("lasts an hour for previews, two for deployments, since the first one of a cluster can take more than one", () => {
    const durations = plan
      .ofType("iam/role:Role")
      .map(({ name, inputs }) => [name, inputs.maxSessionDuration]);
    assert.deepEqual(durations, [
      ["github-deploy-dev", 7200],
      ["github-deploy-prod", 7200],
      ["github-preview", 3600],
    ]);
  });

  it("names one identity provider, a new one by default", () => {
    const identityProvider = plan.theOne("OpenIdConnectProvider");
    assert.deepEqual(identityProvider.inputs, {
      url: "https://token.actions.githubusercontent.com",
      clientIdLists: ["sts.amazonaws.com"],
    });
    for (const role of ["github-preview", "github-deploy-dev", "github-deploy-prod"]) {
      assert.deepEqual(trust(plan, role)[0]?.Principal, { Federated: identityProvider.outputs.arn });
    }
  });

  it("is in the component's outputs", () => {
    const { outputs } = plan.resource("github");
    const arn = (role: string) => plan.resource("iam/role:Role", role).outputs.arn;
    assert.deepEqual(outputs.previewRoleArn, arn("github-preview"));
    assert.deepEqual(outputs.deployRoleArns, {
      dev: arn("github-deploy-dev"),
      prod: arn("github-deploy-prod"),
    });
  });
});
